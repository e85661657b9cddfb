"""The page Logboek, one entry, its proof and the bundle."""
