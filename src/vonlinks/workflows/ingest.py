"""Import folders of photos: what is new or changed is analysed, one writer stores it, the rest is left alone.

What the catalogue says is done *is* the state of a run, so a run that was interrupted anywhere just continues.
"""

import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from vonlinks.catalogue import Catalogue, KnownOriginal
from vonlinks.domain import Original, PhotoRecord
from vonlinks.errors import PhotoError
from vonlinks.metadata import CaptionSheets, Companions, PhotoFolder, companions, file_sha256, find_folders, looks_same
from vonlinks.workflows.analyse import Analysed, Task, original_of, prepare_parent, prepare_worker
from vonlinks.workflows.derived import DerivedFiles, write_whole
from vonlinks.workflows.lookalikes import Lookalikes
from vonlinks.workflows.pages import PageCaptions
from vonlinks.workflows.suggest import Namer
from vonlinks.workflows.unnamed import Unnamed
from vonlinks.workflows.workers import analyses

__all__ = ["IngestReport", "Ingestion", "Progress"]

Outcome = tuple[Task, Analysed | PhotoError]

_GATHERED_SECONDS, _MOST_GATHERED = 1.0, 32
"""Photos that are stored in one transaction: enough to share its cost, few enough that nobody waits for the database."""

_COPIES_AT_ONCE = 256
"""Files with the bytes of a known photo that are noted together: each alone would cost several times as much."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` files are looked at; `path` was the last, `outcome` what became of it.

    Told after each file, and once for all files of a folder that are found unchanged at a glance.
    """

    done: int
    total: int
    path: Path
    outcome: str


@dataclass(slots=True)
class IngestReport:
    """The outcome of a run.

    Attributes:
        failed: (path, reason) of files that are set aside; those known from earlier runs stand here again.
        photos: ids of the photos imported or updated, in order.
        faces: found in this run.
        suggestions: made in this run.
        notices: one sentence each, of what concerns the whole run.
        seconds: from start to end.
    """

    imported: int = 0
    unchanged: int = 0
    updated: int = 0
    duplicates: int = 0
    failed: list[tuple[Path, str]] = field(default_factory=list)
    faces: int = 0
    suggestions: int = 0
    photos: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A file whose turn comes when its analysis is done.

    Attributes:
        known: the photo with these bytes, if the catalogue has it already.
        replaces: the photo that the file held before its bytes changed, if no other file holds it.
        copies: files with the same bytes, which need no analysis of their own.
    """

    task: Task
    known: str | None = None
    replaces: str | None = None
    copies: list[Original] = field(default_factory=list)


class Ingestion:
    """One run over some paths; see `run`."""

    def __init__(
        self,
        catalogue: Catalogue,
        derived: DerivedFiles,
        namer: Namer,
        unnamed: Unnamed,
        *,
        on_progress: Callable[[Progress], None] = lambda _: None,
    ) -> None:
        self._catalogue = catalogue
        self._derived = derived
        self._namer = namer
        self._unnamed = unnamed
        self._lookalikes = Lookalikes(catalogue, derived, self._rename)
        self._on_progress = on_progress
        self._report = IngestReport()
        self._waiting: dict[str, _Waiting] = {}
        self._files: dict[str, list[Path]] = {}
        self._copies: list[tuple[Original, str]] = []
        self._done = 0
        self._total = 0

    def run(
        self,
        paths: Sequence[Path],
        *,
        workers: int = 1,
        engine: str = "auto",
        retry: bool = False,
        on_fetch: Callable[[int, int], None] | None = None,
    ) -> IngestReport:
        """Import all photos under `paths`, recursively.

        Args:
            paths: files and folders.
            workers: processes that analyse; 1 works in this process.
            engine: the face detector, "auto" for the best that is here.
            retry: look again at files that were set aside and have not changed since.
            on_fetch: told the progress of a model's first download, in bytes done and in all.

        Raises:
            RequestError: a path does not exist.
            CatalogueError: the catalogue cannot be written.
        """
        start = time.perf_counter()
        self._lookalikes.catch_up()
        folders = list(find_folders([path.absolute() for path in paths]))
        self._total = sum(len(folder.photos) for folder in folders)
        todo = self._plan(folders, retry=retry)
        first = next(todo, None)
        if first is not None:
            prepare = prepare_worker if workers <= 1 else prepare_parent
            if notice := prepare(engine, on_fetch):
                self._report.notices.append(notice)
                # What this process could not fetch, its workers need not try again.
                engine = "hog"
            for some in _a_few(analyses(_chain(first, todo), workers=workers, engine=engine)):
                known = len(self._report.photos)
                with self._catalogue.at_once():
                    self._note_copies()
                    for task, outcome in some:
                        self._settle(self._waiting.pop(task.sha256), outcome)
                self._unnamed.catch_up(self._report.photos[known:])
        self._note_copies()
        self._report.seconds = time.perf_counter() - start
        return self._report

    def _plan(self, folders: Sequence[PhotoFolder], *, retry: bool) -> Iterator[Task]:
        """Yield a task for each file that must be analysed; settle all others on the way."""
        usable = self._catalogue.usable_originals()
        sheets = CaptionSheets()
        names = tuple(self._catalogue.known_names())
        pages = PageCaptions(names)
        rest = [
            path
            for folder in folders
            for path in self._not_at_a_glance(folder, usable, bare=folder.bare and not pages.speak_of(folder.path))
        ]
        known = self._catalogue.originals() if rest else {}
        self._files = _files_by_photo(known.values())
        for path in rest:
            beside = pages.beside(path, companions(path, sheets))
            try:
                original = original_of(path, beside.digest)
            except PhotoError as error:
                self._fail(path, error.reason)
                continue
            before = known.get(path)
            if before is not None and before.original == original and not (retry and before.reason):
                self._leave(path, before.reason)
                continue
            task = self._task(original, beside, names, before)
            if task is not None:
                yield task
        self._report.notices.extend((*sheets.warnings, *pages.warnings))

    def _not_at_a_glance(
        self, folder: PhotoFolder, usable: Mapping[str, tuple[int, int, str]], *, bare: bool
    ) -> list[Path]:
        """Count what is plainly unchanged: files of a known state, in a folder where nothing can speak of a photo.

        Returns:
            All other files, which need a closer look.
        """
        if not bare:
            return [folder.path / name for name in folder.photos]
        start = os.path.join(folder.path, "")  # noqa: PTH118 - a path of each name would cost more than all the rest
        rest = []
        for name, state in folder.photos.items():
            if state is None or usable.get(start + name) != (*state, ""):
                rest.append(folder.path / name)
        unchanged = len(folder.photos) - len(rest)
        if unchanged:
            self._report.unchanged += unchanged
            self._done += unchanged - 1
            self._tell(folder.path, "unchanged")
        return rest

    def _task(
        self, original: Original, beside: Companions, names: tuple[str, ...], before: KnownOriginal | None
    ) -> Task | None:
        """What is to be done for a new or changed file; None if that was done on the spot."""
        try:
            sha256 = file_sha256(original.path)
        except OSError as error:
            self._fail(original.path, f"the file cannot be read ({error.strerror})")
            return None
        if sha256 in self._waiting:
            self._waiting[sha256].copies.append(original)
            return None
        photo = self._catalogue.photo_of(sha256)
        if photo is not None and self._noted(original, photo, before):
            return None
        held = before.photo if before and photo is None else None
        replaces = held if held and self._files[held] == [original.path] else None
        task = Task(original, sha256, beside, names)
        self._waiting[sha256] = _Waiting(task, photo, replaces)
        return task

    def _noted(self, original: Original, photo: str, before: KnownOriginal | None) -> bool:
        """Settle a file whose bytes are known, unless it is the one that the photo's caption comes from, and that changed."""
        if before is None or before.photo != photo or self._files[photo][:1] != [original.path]:
            self._copy(original, photo)
            return True
        if before.original.context == original.context:
            # Touched, or written again with the same bytes: only the file's time is new.
            self._catalogue.add_original(original, photo)
            self._count("unchanged", original.path)
            return True
        return False

    def _settle(self, waiting: _Waiting, outcome: Analysed | PhotoError) -> None:
        original = waiting.task.original
        if isinstance(outcome, PhotoError):
            for file in (original, *waiting.copies):
                self._catalogue.set_aside(file, outcome.reason)
                self._fail(file.path, outcome.reason)
            return
        naming = self._namer.name(outcome.analysis)
        replaces = self._same_picture(waiting, outcome)
        known = waiting.known or replaces
        before = self._catalogue.photo(known) if known else None
        stored = self._catalogue.store(outcome.analysis, naming, replaces=replaces)
        photo = stored.photo
        if before is not None:
            # What editors decided about it anchors its new names.
            after = self._catalogue.photo(photo)
            self._catalogue.store_naming(photo, self._namer.rename(after))
            if after.correction and after.file_caption != before.file_caption:
                who = after.correction.who
                self._report.notices.append(
                    f"{original.path.name}: its caption in the file changed; the corrected one ({who}) stays."
                )
        if outcome.note:
            self._report.notices.append(f"{original.path.name}: {outcome.note}.")
        write_whole(self._derived.thumbnail(photo), outcome.thumbnail)
        self._lookalikes.keep(photo, outcome.look)
        for face, crop in zip(stored.faces, outcome.crops, strict=True):
            write_whole(self._derived.face(face), crop)
        self._count(stored.outcome, original.path)
        self._report.photos.append(photo)
        self._report.faces += len(outcome.analysis.faces)
        self._report.suggestions += len({suggestion.face for suggestion in naming.suggestions})
        for copy in waiting.copies:
            self._copy(copy, photo)

    def _rename(self, record: PhotoRecord) -> None:
        self._catalogue.store_naming(record.id, self._namer.rename(record))

    def _same_picture(self, waiting: _Waiting, outcome: Analysed) -> str | None:
        """The photo that the file held, if its picture is still the same: another program changed the metadata.

        Cameras count file names from 1 again, so the name alone says nothing.
        """
        before = waiting.replaces
        if before is None:
            return None
        try:
            same = looks_same(self._derived.thumbnail(before).read_bytes(), outcome.thumbnail)
        except OSError:
            return None
        return before if same else None

    def _copy(self, original: Original, photo: str) -> None:
        self._copies.append((original, photo))
        if len(self._copies) >= _COPIES_AT_ONCE:
            self._note_copies()
        self._count("duplicates", original.path)

    def _note_copies(self) -> None:
        """Write down the copies that were found since the last time."""
        if self._copies:
            self._catalogue.add_originals(self._copies)
            self._copies = []

    def _leave(self, path: Path, reason: str | None) -> None:
        if reason is None:
            self._count("unchanged", path)
        else:
            self._fail(path, reason)

    def _fail(self, path: Path, reason: str) -> None:
        self._report.failed.append((path, reason))
        self._tell(path, "failed")

    def _count(self, outcome: str, path: Path) -> None:
        setattr(self._report, outcome, getattr(self._report, outcome) + 1)
        self._tell(path, outcome)

    def _tell(self, path: Path, outcome: str) -> None:
        self._done += 1
        self._on_progress(Progress(self._done, self._total, path, outcome))


def _files_by_photo(known: Iterable[KnownOriginal]) -> dict[str, list[Path]]:
    """The usable files of each photo, the first seen first."""
    files: dict[str, list[Path]] = defaultdict(list)
    for one in known:
        if one.photo is not None and one.reason is None:
            files[one.photo].append(one.original.path)
    return files


def _a_few(outcomes: Iterable[Outcome]) -> Iterator[list[Outcome]]:
    """Those that come within a second, to be stored at once; an interrupted run loses no more than these."""
    some: list[Outcome] = []
    until = 0.0
    for one in outcomes:
        now = time.monotonic()
        until = until if some else now + _GATHERED_SECONDS
        some.append(one)
        if now >= until or len(some) >= _MOST_GATHERED:
            yield some
            some = []
    if some:
        yield some


def _chain(first: Task, rest: Iterator[Task]) -> Iterator[Task]:
    yield first
    yield from rest
