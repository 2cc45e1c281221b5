"""What a build with sanitizers leaves out: tests of figures that take many draws to see. Shorter ones walk the same code."""
import os
import unittest

SANITIZED = "KOHORT_SANITIZED" in os.environ
of_figures = unittest.skipIf(SANITIZED, "of figures, not of memory")
