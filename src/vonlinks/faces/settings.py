"""What the surroundings decide about models: where files are, whether the network may be used, threads, providers."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

__all__ = ["FaceSettings"]


@dataclass(frozen=True, slots=True)
class FaceSettings:
    """Settings of the models.

    Attributes:
        models: a flat folder of model files that is looked in first; None for none.
        cache: folder for fetched and converted files; need not exist.
        offline: never use the network.
        threads: threads of one model run. One by default: photos are spread over processes, and threads of several
            processes that fight for the same cores make every one of them slower.
        providers: ONNX Runtime execution providers in order of preference, "cuda" or "CUDAExecutionProvider"; where none
            of them can be used the processor does the work, and the finder's notice says so.
    """

    models: Path | None
    cache: Path
    offline: bool = False
    threads: int = 1
    providers: tuple[str, ...] = ()

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "FaceSettings":
        """Read $VONLINKS_MODELS, _CACHE, _OFFLINE, _THREADS and _PROVIDERS (names parted by commas).

        >>> settings = FaceSettings.from_environment({"VONLINKS_OFFLINE": "1", "VONLINKS_CACHE": "here"})
        >>> settings.offline, settings.cache.name, settings.models, settings.threads
        (True, 'here', None, 1)
        """
        given = os.environ if environment is None else environment
        models, cache = given.get("VONLINKS_MODELS"), given.get("VONLINKS_CACHE")
        threads = given.get("VONLINKS_THREADS", "")
        return cls(
            models=Path(models) if models else None,
            cache=Path(cache) if cache else platformdirs.user_cache_path("vonlinks"),
            offline=given.get("VONLINKS_OFFLINE", "").strip().lower() in {"1", "true", "yes", "on"},
            threads=int(threads) if threads.isdecimal() and int(threads) > 0 else 1,
            providers=tuple(name.strip() for name in given.get("VONLINKS_PROVIDERS", "").split(",") if name.strip()),
        )
