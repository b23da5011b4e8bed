"""The same mail again and again over one connection: `python -m tests.benchmarks.raw_mail PORT NUMBER FILE`.

Prints how many a second the server took.
"""

import smtplib
import sys
import time
from pathlib import Path


def main(port: int, number: int, file: Path) -> None:
    mail = file.read_bytes()
    with smtplib.SMTP("127.0.0.1", port) as line:
        began = time.perf_counter()
        for each in range(number):
            line.sendmail("notices@rankandfile.example", [f"m{each}@mail.example"], mail)
        print(number / (time.perf_counter() - began))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
