"""Record a scene anew: `python -m tests.routing.travel.record osrm_post http://127.0.0.1:5000`.

How the servers were set up is told in recorded/README.md.
"""

import sys

import httpx

from tests.routing.travel.exchanges import Recorder
from tests.routing.travel.recorded_scenes import SCENES

if __name__ == "__main__":
    scene, url = sys.argv[1:]
    recorder = Recorder()
    with httpx.Client(transport=recorder) as client:
        SCENES[scene](client, url)
    recorder.save(scene)
