"""`python -m crawler.world [STAGE]`: serve the demo world and say where."""

import sys

from crawler.world import serve

serve(int(sys.argv[1]) if len(sys.argv) > 1 else 1)
