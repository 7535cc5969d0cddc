"""`vonlinks suggest` as its users call it."""

import json


def test_suggest_prints_what_changed_and_only_that(run, sample_library):
    photos = sample_library.counts()["photos"]
    code, out, messages = run("suggest", "--json")
    assert (code, messages) == (0, "")
    form = json.loads(out)
    assert (form["photos"], form["changed"]) == (photos, [])
    solo = next(r for r in sample_library.export() if len(r.faces) == 1 and r.faces[0].suggestions)
    sample_library._catalogue.store_naming(solo.id, type(sample_library._namer.rename(solo))())
    code, out, _ = run("suggest")
    assert code == 0
    assert f"{solo.path.name}  {solo.id}\n  1. nobody → {solo.faces[0].suggestions[0].person}" in out
    assert out.endswith(" s\n")
    assert run("suggest", "date:never")[0] == 2
