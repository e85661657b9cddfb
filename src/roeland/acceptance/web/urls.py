own: list[object] = []
per_authority: list[object] = []
