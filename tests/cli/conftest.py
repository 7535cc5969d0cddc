"""The program as its users call it, on a copy of the sample library."""

import sys

import pytest

from vonlinks.program import main


@pytest.fixture
def run(sample_library, monkeypatch, capsys):
    """Run the program in this process; gives exit code, output and messages."""

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", ["vonlinks", *arguments, "--library", str(sample_library.folder)])
        with pytest.raises(SystemExit) as end:
            main()
        out, messages = capsys.readouterr()
        return end.value.code, out, messages

    return call
