"""What a reader of a PDF finds in it."""

import io

import pypdf


def text_of(pdf: bytes) -> str:
    return "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
