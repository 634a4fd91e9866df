"""ISO 19005-3, 6.2.2 to 6.2.10: what is painted, in which colours. 6.3 to 6.5: nothing that acts."""

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Stream

from tests.files.conformance.opened import Opened

DEFINED = """
    b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n
    q Q re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' "
"""
OPERATORS = frozenset(DEFINED.split()) | {"INLINE IMAGE"}
RESOURCES = {
    "Tf": "/Font",
    "gs": "/ExtGState",
    "Do": "/XObject",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "sh": "/Shading",
}
OWN_SPACES = {"/DeviceRGB", "/DeviceGray", "/DeviceCMYK", "/Pattern"}
RGB, CMYK = {"rg", "RG"}, {"k", "K"}
INTENTS = {"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"}
MODES = """
    Normal Compatible Multiply Screen Overlay Darken Lighten ColorDodge ColorBurn HardLight SoftLight
    Difference Exclusion Hue Saturation Color Luminosity
"""
BLENDS = frozenset(f"/{name}" for name in MODES.split())
PRINTED, SHUT = 4, 1 | 2 | 32 | 256
"""The flag of an annotation that every one has, and those that none may have."""
ACTIONS = {f"/{name}" for name in ("GoTo", "GoToR", "GoToE", "Thread", "URI", "Named", "SubmitForm")}


def operators(opened: Opened) -> Iterator[str]:
    yield from (each.operator for each in opened.operations if each.operator not in OPERATORS)


def resources(opened: Opened) -> Iterator[str]:
    for each in opened.operations:
        kind, name = RESOURCES.get(each.operator), str(each.operands[0]) if each.operands else ""
        own = opened.pdf.pages[each.page].obj.get("/Resources", Dictionary())
        if kind and name not in OWN_SPACES and name not in own.get(kind, Dictionary()):
            yield f"{kind} {name}"


def _intents(opened: Opened) -> list[Object]:
    return list(opened.root.get("/OutputIntents", Array()))


def _profiles(opened: Opened) -> list[bytes]:
    return [
        bytes(each["/DestOutputProfile"].read_bytes())
        for each in _intents(opened)
        if each.get("/S") == "/GTS_PDFA1" and "/DestOutputProfile" in each
    ]


def profile(opened: Opened) -> Iterator[str]:
    for each in _profiles(opened):
        known = each[12:16] in {b"prtr", b"mntr"} and each[16:20] in {b"RGB ", b"CMYK", b"GRAY"}
        if not known or each[8] > 4 or each[36:40] != b"acsp":
            yield str(each[8:20])


def one_profile(opened: Opened) -> Iterator[str]:
    if (
        len({each["/DestOutputProfile"].objgen for each in _intents(opened) if "/DestOutputProfile" in each})
        > 1
    ):
        yield "two output profiles"


def rgb_is_defined(opened: Opened) -> Iterator[str]:
    red = any(each.operator in RGB or "/DeviceRGB" in map(str, each.operands) for each in opened.operations)
    if red and not any(each[16:20] == b"RGB " for each in _profiles(opened)):
        yield "red, green and blue of no certain kind"


def cmyk_is_defined(opened: Opened) -> Iterator[str]:
    printed = any(
        each.operator in CMYK or "/DeviceCMYK" in map(str, each.operands) for each in opened.operations
    )
    if printed and not any(each[16:20] == b"CMYK" for each in _profiles(opened)):
        yield "inks of no certain kind"


def _states(opened: Opened) -> Iterator[Object]:
    for page in opened.pdf.pages:
        states = page.obj.get("/Resources", Dictionary()).get("/ExtGState", Dictionary())
        yield from (states[key] for key in states.keys())  # noqa: SIM118 - no dict


def no_transfer(opened: Opened) -> Iterator[str]:
    yield from ("/TR" for each in _states(opened) if "/TR" in each)


def default_transfer(opened: Opened) -> Iterator[str]:
    yield from ("/TR2" for each in _states(opened) if each.get("/TR2", Name.Default) != "/Default")


def no_halftone_phase(opened: Opened) -> Iterator[str]:
    yield from ("/HTP" for each in _states(opened) if "/HTP" in each)


def blend_modes(opened: Opened) -> Iterator[str]:
    yield from (str(each["/BM"]) for each in _states(opened) if str(each.get("/BM", "/Normal")) not in BLENDS)


def rendering_intents(opened: Opened) -> Iterator[str]:
    for each in opened.operations:
        if each.operator == "ri" and str(each.operands[0]) not in INTENTS:
            yield str(each.operands[0])


def _painted_objects(opened: Opened, kind: str) -> Iterator[Stream]:
    return (each for each in opened.streams if str(each.get("/Subtype", "")) == kind)


def no_interpolation(opened: Opened) -> Iterator[str]:
    yield from (
        "/Interpolate" for each in _painted_objects(opened, "/Image") if each.get("/Interpolate", False)
    )


def no_references(opened: Opened) -> Iterator[str]:
    yield from ("/Ref" for each in _painted_objects(opened, "/Form") if "/Ref" in each)


def no_postscript(opened: Opened) -> Iterator[str]:
    yield from ("/PS" for _ in _painted_objects(opened, "/PS"))


def annotations_are_printed(opened: Opened) -> Iterator[str]:
    for each in opened.annotations:
        flags = int(each.get("/F", 0))
        if str(each.get("/Subtype")) != "/Popup" and (not flags & PRINTED or flags & SHUT):
            yield f"{each.get('/Subtype')} {flags}"


def annotations_have_a_look(opened: Opened) -> Iterator[str]:
    for each in opened.annotations:
        if str(each.get("/Subtype")) not in {"/Popup", "/Link"} and "/AP" not in each:
            yield str(each.get("/Subtype"))


def forms_look_as_saved(opened: Opened) -> Iterator[str]:
    if opened.root.get("/AcroForm", Dictionary()).get("/NeedAppearances", False):
        yield "/NeedAppearances"


def actions(opened: Opened) -> Iterator[str]:
    places = (opened.root.get("/OpenAction"), *(each.get("/A") for each in opened.annotations))
    for each in places:
        if isinstance(each, Dictionary) and str(each.get("/S")) not in ACTIONS:
            yield str(each.get("/S"))


def nothing_happens_by_itself(opened: Opened) -> Iterator[str]:
    yield from ("/AA" for each in (opened.root, *(page.obj for page in opened.pdf.pages)) if "/AA" in each)


CLAUSES = {
    "PDF/A 6.2.2-1": operators,
    "PDF/A 6.2.2-2": resources,
    "PDF/A 6.2.3-1": profile,
    "PDF/A 6.2.3-2": one_profile,
    "PDF/A 6.2.4.3-2": rgb_is_defined,
    "PDF/A 6.2.4.3-3": cmyk_is_defined,
    "PDF/A 6.2.5-1": no_transfer,
    "PDF/A 6.2.5-2": default_transfer,
    "PDF/A 6.2.5-3": no_halftone_phase,
    "PDF/A 6.2.6-1": rendering_intents,
    "PDF/A 6.2.8-3": no_interpolation,
    "PDF/A 6.2.9-2, PDF/UA 7.20-1": no_references,
    "PDF/A 6.2.9-3": no_postscript,
    "PDF/A 6.2.10-1": blend_modes,
    "PDF/A 6.3.2-1, 6.3.2-2": annotations_are_printed,
    "PDF/A 6.3.3-1": annotations_have_a_look,
    "PDF/A 6.4.1-3": forms_look_as_saved,
    "PDF/A 6.5.1-1": actions,
    "PDF/A 6.5.2-1, 6.5.2-2": nothing_happens_by_itself,
}
