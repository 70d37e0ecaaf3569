"""Our server for a measurement: that of `andromede serve`, without its look at whether the release is the newest.

Arguments: folder of the releases, port.
"""

import sys
from dataclasses import replace
from pathlib import Path

from api.server.process import listen
from api.settings import from_environment

if __name__ == "__main__":
    listen(replace(from_environment(), releases=Path(sys.argv[1])), "127.0.0.1", int(sys.argv[2]))
