"""The spaCy component: the core's links on spaCy's tokens, alone, after another component, and back from disk."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import warnings

import pytest

import normalize
from normalize.errors import InputError, UnknownNameError
from tests.adapters.pipelines.rows import column

spacy = pytest.importorskip("spacy")
pytestmark = pytest.mark.slow

NAME = "ru_en_normalize"
TEXT = "Взрывы в Киришском районе Ленинградской области, сообщил Василий Анохин."
TEXTS = [value if value is not None else "" for value in column()]


def pipeline(language="ru", *, rules=(), **config):
    """Make a pipeline of our component, after a ruler that plays the NER where rules are given."""
    nlp = spacy.blank(language)
    if rules:
        nlp.add_pipe("entity_ruler").add_patterns([{"label": label, "pattern": text} for text, label in rules])
    nlp.add_pipe(NAME, config=config)
    return nlp


def ents(doc):
    return [(ent.text, ent.label_, ent.kb_id_) for ent in doc.ents]


def told(doc):
    """Give everything that the component says of a document, as JSON: what msgpack brings back has tuples for lists."""
    spans = [(span.start, span.end, span.label_, span.kb_id_, span._.norm) for span in doc.spans[NAME]]
    return json.dumps([ents(doc), spans])


def python(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


@pytest.mark.parametrize("language", ["ru", "en", "uk", "xx"])
def test_every_text_is_linked_as_the_core_links_it(core, language):
    for text, doc in zip(TEXTS, pipeline(language).pipe(TEXTS), strict=True):
        assert doc.text == text
        links = core.annotate(text).links
        assert [record["link"] for record in doc.user_data[NAME]] == [link.to_dict() for link in links]
        assert [span.kb_id_ for span in doc.spans[NAME]] == [link.entity.id if link.entity else "" for link in links]
        assert [span.label_ for span in doc.spans[NAME]] == [link.kind.value.upper() for link in links]
        for span, link in zip(doc.spans[NAME], links, strict=True):
            assert span.start_char <= link.span.start < link.span.end <= span.end_char
            assert span._.norm["entity"] == (link.entity.id if link.entity else None)


def test_entities_carry_label_id_and_link():
    doc = pipeline()(TEXT)
    assert ents(doc)[:2] == [
        ("Киришском районе", "DISTRICT", "gn-548441"),
        ("Ленинградской области", "REGION", "RU-LEN"),
    ]
    assert doc.ents[1]._.norm["normal"] == {"ru": "Ленинградская область", "en": "Leningrad Oblast"}
    assert doc[0:1]._.norm is None


def test_ids_of_another_catalogue_and_labels_of_ones_own():
    doc = pipeline(kb_id="wikidata", labels={"region": "LOC", "person": "PER"})(TEXT)
    assert ents(doc)[1:] == [("Ленинградской области", "LOC", "Q2191"), ("Василий Анохин", "PER", doc.ents[2].kb_id_)]


def test_earlier_entities_stay_where_we_found_nothing_and_yield_where_they_overlap():
    rules = [("Взрывы", "EVENT"), ("районе Ленинградской области", "LOC")]
    doc = pipeline(rules=rules)(TEXT)
    assert ents(doc)[:3] == [
        ("Взрывы", "EVENT", ""),
        ("Киришском районе", "DISTRICT", "gn-548441"),
        ("Ленинградской области", "REGION", "RU-LEN"),
    ]


def test_without_overwriting_earlier_entities_receive_our_id_and_spans_keep_the_overlaps():
    rules = [("Ленинградской области", "LOC"), ("в Киришском районе", "LOC")]
    doc = pipeline(rules=rules, overwrite=False)(TEXT)
    assert ents(doc)[:2] == [("в Киришском районе", "LOC", ""), ("Ленинградской области", "LOC", "RU-LEN")]
    assert doc.ents[1]._.norm["entity"] == "RU-LEN"
    assert [span.text for span in doc.spans[NAME]][:2] == ["Киришском районе", "Ленинградской области"]


def joined(doc_text, mode):
    """Annotate words that a tokenizer has left in one token; give the spans' and the entities' texts."""
    nlp = pipeline(alignment=mode)
    nlp.tokenizer = spacy.tokenizer.Tokenizer(nlp.vocab)
    doc = nlp(doc_text)
    return [(span.text, span._.norm["surface"]) for span in doc.spans[NAME]], [ent.text for ent in doc.ents]


def test_a_name_inside_a_token_takes_the_whole_token_and_overlaps_are_filtered_among_entities():
    spans, entities = joined("пожары в Туле/Воронеже потушены", "expand")
    assert spans == [("Туле/Воронеже", "Туле"), ("Туле/Воронеже", "Воронеже")]
    assert entities == ["Туле/Воронеже"]


@pytest.mark.parametrize("mode", ["contract", "strict"])
def test_a_name_inside_a_token_can_be_left_out(mode):
    assert joined("пожары в Туле/Воронеже потушены", mode) == ([], [])
    assert joined("дроны над Тулой сбиты", mode) == ([("Тулой", "Тулой")], ["Тулой"])


def test_a_name_across_a_line_break_is_one_entity():
    doc = pipeline()("Пожар в Смоленской\nобласти потушен")
    assert ents(doc) == [("Смоленской\nобласти", "REGION", "RU-SMO")]


def test_processes_give_the_same_as_one():
    nlp = pipeline()
    texts = [*TEXTS[:60], TEXT]
    assert list(map(told, nlp.pipe(texts, n_process=2, batch_size=8))) == list(map(told, nlp.pipe(texts)))


def test_a_pipeline_comes_back_from_disk_from_bytes_and_from_pickle(tmp_path):
    nlp = pipeline(ner=False, kb_id="wikidata", labels={"region": "LOC"})
    nlp.to_disk(tmp_path / "model")
    again = [spacy.load(tmp_path / "model"), pickle.loads(pickle.dumps(nlp))]  # noqa: S301 - our own
    again.append(pipeline().from_bytes(nlp.to_bytes()))
    again[0].to_disk(tmp_path / "model")
    assert [told(one(TEXT)) for one in again] == [told(nlp(TEXT))] * 3


def test_a_gazetteer_of_ones_own_travels_with_the_pipeline(tmp_path):
    records = [{"id": "x-1", "kind": "settlement", "names": {"ru": "Зюзюкино", "en": "Zyuzyukino"}}]
    normalize.Gazetteer.build(records, tmp_path / "mine.nrm")
    pipeline(gazetteer=str(tmp_path / "mine.nrm"), ner=False).to_disk(tmp_path / "model")
    (tmp_path / "mine.nrm").unlink()
    nlp = spacy.load(tmp_path / "model")
    assert ents(nlp("Пожар в Зюзюкино и Туле")) == [("Зюзюкино", "SETTLEMENT", "x-1")]
    nlp.to_disk(tmp_path / "model")
    nlp.to_disk(tmp_path / "copy")
    assert ents(spacy.load(tmp_path / "copy")("Пожар в Зюзюкино"))


def test_another_edition_is_told(tmp_path):
    pipeline(ner=False).to_disk(tmp_path)
    settings = tmp_path / NAME / "settings.json"
    settings.write_text(settings.read_text("utf-8").replace('"edition": "2', '"edition": "1'), encoding="utf-8")
    with pytest.warns(UserWarning, match="saved with edition 1"):
        spacy.load(tmp_path)


def test_a_doc_bin_gives_everything_back():
    nlp = pipeline()
    docs = [nlp(text) for text in (TEXT, "", "Тула")]
    stored = spacy.tokens.DocBin(docs=docs, store_user_data=True).to_bytes()
    found = list(spacy.tokens.DocBin().from_bytes(stored).get_docs(nlp.vocab))
    assert list(map(told, found)) == list(map(told, docs))


def test_displacy_links_to_the_catalogue():
    doc = pipeline(kb_id="wikidata")(TEXT)
    options = {"kb_url_template": "https://www.wikidata.org/wiki/{}", "spans_key": NAME}
    for style in ("ent", "span"):
        page = spacy.displacy.render(doc, style=style, options=options, jupyter=False)
        assert 'href="https://www.wikidata.org/wiki/Q2191"' in page


def test_wrong_settings_are_told():
    with pytest.raises(UnknownNameError, match="did you mean 'expand'"):
        pipeline(alignment="expnd")
    with pytest.raises(UnknownNameError, match="did you mean 'region'"):
        pipeline(labels={"regoin": "LOC"})


def test_an_extension_of_somebody_else_is_not_taken():
    span = spacy.tokens.Span
    ours = span.get_extension("norm") if span.has_extension("norm") else None
    span.set_extension("norm", default=None, force=True)
    try:
        with pytest.raises(InputError, match="belongs to another component"):
            pipeline()
    finally:
        span.remove_extension("norm")
        if ours:
            span.set_extension("norm", getter=ours[2])


def test_the_pipeline_is_described():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        told_of = pipeline().analyze_pipes()["summary"][NAME]
    assert told_of["assigns"] == ["doc.ents", "doc.spans", "span._.norm"]


def test_a_pipeline_without_us_loads_nothing_of_ours_but_the_factory():
    code = (
        "import sys, spacy; spacy.blank('ru'); print(*sorted(m for m in sys.modules if m.split('.')[0] == 'normalize'))"
    )
    assert python(code).split() == ["normalize", "normalize.adapters", "normalize.adapters.spacy_component"]


def test_a_pipeline_with_us_opens_the_gazetteer_only_for_a_document():
    code = f"import sys, spacy; spacy.blank('ru').add_pipe({NAME!r}); print('normalize.gazetteer' in sys.modules)"
    assert python(code) == "False"
