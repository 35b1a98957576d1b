"""mojifix finds text that was decoded with the wrong encoding and reverses what happened."""

from mojifix.apply import Repair, Repaired
from mojifix.decide import Policy
from mojifix.repair import fix, is_garbled, repair
from mojifix.steps import Step

__version__ = "0.1.0"
__all__ = ["Policy", "Repair", "Repaired", "Step", "fix", "is_garbled", "repair"]
