"""Text of an uploaded file. First cut (plain text only), to be replaced by the whole one."""


def text_of(content: bytes, media_type: str) -> str:
    """The text."""
    return content.decode("utf-8", "replace") if media_type.startswith("text/") else ""
