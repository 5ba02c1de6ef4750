"""The face as it is drawn: as a photograph would show the person, their right on the left.

All lengths are in units of the drawing, which is 340 wide and 476 high. At the narrowest screen
it is about 288 px wide, so that 52 units make a target of 44 px.
"""

from __future__ import annotations

from dataclasses import dataclass

from routines.diary.regions import Region
from routines.spots.words import label_of


@dataclass(frozen=True, kw_only=True)
class Shape:
    """A region's outline (an SVG path), where its number stands, and the short word it bears."""

    region: Region
    path: str
    x: int
    y: int
    word: str

    @property
    def label(self) -> str:
        return label_of(self.region)


SHAPES: tuple[Shape, ...] = (
    Shape(
        region=Region.FOREHEAD,
        path="M92 126C76 127 70 117 77 104C94 76 130 60 170 60C210 60 246 76 263 104"
        "C270 117 264 127 248 126C222 119 196 117 170 117C144 117 118 119 92 126Z",
        x=170,
        y=90,
        word="Forehead",
    ),
    Shape(
        region=Region.RIGHT_EYE,
        path="M56 174C56 152 76 141 104 141C132 141 150 152 150 174C150 196 132 208 104 208"
        "C76 208 56 196 56 174Z",
        x=103,
        y=167,
        word="Eye",
    ),
    Shape(
        region=Region.LEFT_EYE,
        path="M284 174C284 152 264 141 236 141C208 141 190 152 190 174C190 196 208 208 236 208"
        "C264 208 284 196 284 174Z",
        x=237,
        y=167,
        word="Eye",
    ),
    Shape(
        region=Region.NOSE,
        path="M170 188C181 188 184 198 187 211C191 229 204 240 204 259C204 277 190 286 170 286"
        "C150 286 136 277 136 259C136 240 149 229 153 211C156 198 159 188 170 188Z",
        x=170,
        y=250,
        word="Nose",
    ),
    Shape(
        region=Region.RIGHT_CHEEK,
        path="M53 256C51 230 70 218 94 218C118 218 130 232 130 254C130 286 116 318 96 318"
        "C74 318 55 288 53 256Z",
        x=92,
        y=264,
        word="Cheek",
    ),
    Shape(
        region=Region.LEFT_CHEEK,
        path="M287 256C289 230 270 218 246 218C222 218 210 232 210 254C210 286 224 318 244 318"
        "C266 318 285 288 287 256Z",
        x=248,
        y=264,
        word="Cheek",
    ),
    Shape(
        region=Region.UPPER_LIP,
        path="M112 323C112 304 132 295 170 295C208 295 228 304 228 323C228 340 212 349 194 349"
        "C184 349 178 346 170 346C162 346 156 349 146 349C128 349 112 340 112 323Z",
        x=170,
        y=321,
        word="Upper lip",
    ),
    Shape(
        region=Region.CHIN,
        path="M112 404C112 390 126 384 142 386C160 389 180 389 198 386C214 384 228 390 228 404"
        "C228 424 202 441 170 441C138 441 112 424 112 404Z",
        x=170,
        y=414,
        word="Chin",
    ),
)
"""In the fixed order in which counting walks the regions."""
