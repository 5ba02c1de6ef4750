"""The face as it is drawn: as a photograph would show the person, their right on the left.

All lengths are in units of the drawing, which is 340 wide and 448 high. At the narrowest screen
it is about 288 px wide, so that 52 units make a target of 44 px.
"""

from __future__ import annotations

from dataclasses import dataclass

from routines.diary.regions import Region
from routines.spots.words import label_of

WIDTH = 340
HEIGHT = 448


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
        path="M84 124C72 124 68 114 72 102C84 68 124 50 170 50C216 50 256 68 268 102"
        "C272 114 268 124 256 124C226 117 198 115 170 115C142 115 114 117 84 124Z",
        x=170,
        y=86,
        word="Forehead",
    ),
    Shape(
        region=Region.RIGHT_EYE,
        path="M58 168C58 146 76 136 102 136C128 136 143 148 143 170C143 192 128 202 102 202"
        "C76 202 58 190 58 168Z",
        x=101,
        y=164,
        word="Eye",
    ),
    Shape(
        region=Region.LEFT_EYE,
        path="M282 168C282 146 264 136 238 136C212 136 197 148 197 170C197 192 212 202 238 202"
        "C264 202 282 190 282 168Z",
        x=239,
        y=164,
        word="Eye",
    ),
    Shape(
        region=Region.NOSE,
        path="M170 150C182 150 186 162 187 180C189 206 203 230 203 254C203 276 190 286 170 286"
        "C150 286 137 276 137 254C137 230 151 206 153 180C154 162 158 150 170 150Z",
        x=170,
        y=248,
        word="Nose",
    ),
    Shape(
        region=Region.RIGHT_CHEEK,
        path="M62 232C66 216 84 212 104 212C124 212 134 220 130 240C126 260 126 276 120 292"
        "C114 308 100 314 88 304C72 290 58 252 62 232Z",
        x=96,
        y=258,
        word="Cheek",
    ),
    Shape(
        region=Region.LEFT_CHEEK,
        path="M278 232C274 216 256 212 236 212C216 212 206 220 210 240C214 260 214 276 220 292"
        "C226 308 240 314 252 304C268 290 282 252 278 232Z",
        x=244,
        y=258,
        word="Cheek",
    ),
    Shape(
        region=Region.UPPER_LIP,
        path="M118 330C112 318 122 302 140 297C152 293 160 296 170 296C180 296 188 293 200 297"
        "C218 302 228 318 222 330C218 340 206 346 190 344C178 342 174 347 170 347"
        "C166 347 162 342 150 344C134 346 122 340 118 330Z",
        x=170,
        y=321,
        word="Upper lip",
    ),
    Shape(
        region=Region.CHIN,
        path="M120 386C118 376 130 374 144 377C160 380 180 380 196 377C210 374 222 376 220 386"
        "C216 412 196 432 170 432C144 432 124 412 120 386Z",
        x=170,
        y=405,
        word="Chin",
    ),
)
"""In the fixed order in which counting walks the regions."""
