"""`python -m server` is `attune`."""

import sys

from server.cli import main

sys.exit(main())
