"""Small documents, made on the spot. Each function returns the bytes of one."""

from __future__ import annotations

import io
import zlib

from PIL import Image

from intramural.kit.tests.bombs import zipped

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
O = (  # noqa: E741
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def pdf(*pages: str, size: tuple[int, int] = (300, 400), more: bytes = b"") -> bytes:
    """A PDF with a line of words on each page."""
    out, kids = [b"%PDF-1.4\n"], " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    out.append(b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n")
    out.append(f"2 0 obj<</Type/Pages/Count {len(pages)}/Kids[{kids}]>>endobj\n".encode())
    out.append(b"3 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n")
    for n, words in enumerate(pages):
        stream = zlib.compress(f"BT /F1 24 Tf 40 300 Td ({words}) Tj ET 40 100 200 80 re f".encode() + more)
        out.append(
            f"{4 + 2 * n} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 {size[0]} {size[1]}]/Contents {5 + 2 * n} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>endobj\n".encode()
        )
        out.append(
            f"{5 + 2 * n} 0 obj<</Length {len(stream)}/Filter/FlateDecode>>stream\n".encode()
            + stream
            + b"\nendstream endobj\n"
        )
    return b"".join(out) + b"trailer<</Root 1 0 R>>\n%%EOF"


def a_picture(kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "teal").save(out, kind)
    return out.getvalue()


def docx(**more: bytes) -> bytes:
    """A Word file with headings and feet; `more` are further members."""
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "word/document.xml": f"<w:document {W}><w:body><w:p><w:r><w:t>Night</w:t></w:r><w:r><w:t xml:space='preserve'> shift</w:t>"
            "<w:tab/><w:t>plan</w:t></w:r></w:p><w:p><w:r><w:t>Second line</w:t><w:delText>gone</w:delText></w:r></w:p></w:body></w:document>".encode(),
            "word/header1.xml": f"<w:hdr {W}><w:p><w:r><w:t>INTERNAL ONLY</w:t></w:r></w:p></w:hdr>".encode(),
            "word/footer2.xml": f"<w:ftr {W}><w:p><w:r><w:t>Page</w:t></w:r></w:p></w:ftr>".encode(),
            "docProps/core.xml": b'<c xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The plan</dc:title><dc:creator>Who</dc:creator></c>',
            "docProps/thumbnail.jpeg": a_picture("JPEG"),
            **more,
        }
    )


def pptx() -> bytes:
    slides = {
        f"ppt/slides/slide{n}.xml": f"<p:sld {A} xmlns:p='p'><a:p><a:r><a:t>Slide {n}</a:t></a:r></a:p></p:sld>".encode()
        for n in (10, 2, 1)
    }
    notes = f"<p:notes {A} xmlns:p='p'><a:p><a:r><a:t>Say it slowly</a:t></a:r></a:p></p:notes>".encode()
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "ppt/presentation.xml": b"<p/>",
            **slides,
            "ppt/notesSlides/notesSlide1.xml": notes,
        }
    )


def xlsx() -> bytes:
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "xl/workbook.xml": f'<workbook {main}><sheets><sheet name="Budget 2027"/></sheets></workbook>'.encode(),
            "xl/sharedStrings.xml": f"<sst {main}><si><t>Pallets</t></si><si><t>Drivers</t></si></sst>".encode(),
            "xl/worksheets/sheet1.xml": f'<worksheet {main}><c t="inlineStr"><is><t>In the cell</t></is></c><c><v>1</v></c></worksheet>'.encode(),
        }
    )


def odt(kind: str = "text") -> bytes:
    return zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}".encode(),
            "content.xml": f"<office:c {O}>\n <text:h>Heading</text:h>\n <text:p>Words <text:span>in</text:span> a row</text:p></office:c>".encode(),
            "styles.xml": f"<office:s {O}><text:p>At the foot</text:p></office:s>".encode(),
            "Thumbnails/thumbnail.png": a_picture(),
        }
    )


def epub() -> bytes:
    page = b"<html><head><style>p{}</style></head><body><p>Once upon a time</p><script>no()</script></body></html>"
    return zipped({"mimetype": b"application/epub+zip", "OEBPS/one.xhtml": page})
