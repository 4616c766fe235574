"""Figures drawn on the server as SVG: no script, no inline style, text equivalents inside.

`shapes` draws the small signs, `scale` turns days into places, `bars` shows what is certain of a period and
what is not, `marks` groups what would overlap, `lanes` puts both together and `timeline` frames them.
Nothing here knows the models.
"""

from designations.charts.bars import Bar
from designations.charts.marks import Mark
from designations.charts.shapes import sign
from designations.charts.timeline import timeline

__all__ = ["Bar", "Mark", "sign", "timeline"]
