"""Documents for other people's tools: brat, CoNLL-U Plus, Web Annotation, Label Studio, FollowTheMoney.

All of these count in Unicode code points, as this library does: brat (bconv's documentation of the format), Web
Annotation (Recommendation of 2017-02-23, 4.2.4: "in terms of unicode code points"), Label Studio (its editor converts
since label-studio-frontend#308), and CoNLL-U's TokenRange (UDPipe). So spans go out as they are.
"""

from __future__ import annotations

from normalize.adapters.outputs.brat import brat
from normalize.adapters.outputs.conll import conll
from normalize.adapters.outputs.ftm import ftm
from normalize.adapters.outputs.labelstudio import labelstudio
from normalize.adapters.outputs.webannotation import webannotation

__all__ = ["brat", "conll", "ftm", "labelstudio", "webannotation"]
