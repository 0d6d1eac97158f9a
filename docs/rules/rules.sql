-- The rules of docs/integrator.md for PostgreSQL 15 and later. kelisim_load takes
-- current.json, or {"documents": [...]} of documents/ID.json files; load the latter to
-- know the sets that were accepted long ago. Who is due is asked by the sets' ids.

CREATE TABLE kelisim_edition (
  document text, edition text, starts timestamptz NOT NULL, ends timestamptz, withdrawn timestamptz, published timestamptz NOT NULL,
  acceptance text NOT NULL, PRIMARY KEY (document, edition));
CREATE TABLE kelisim_text (
  document text, edition text, language text, published timestamptz NOT NULL, sha256 text NOT NULL, PRIMARY KEY (document, edition, language));
-- A line for each purpose, and for each document without purposes: purpose ''.
CREATE TABLE kelisim_item (
  document text, edition text, purpose text, required boolean NOT NULL, suffices text[] NOT NULL, PRIMARY KEY (document, edition, purpose));
CREATE TABLE kelisim_set (document text, id text, starts timestamptz, ends timestamptz);
CREATE TABLE kelisim_member (set_id text, document text, edition text, PRIMARY KEY (set_id, document));

CREATE FUNCTION kelisim_load(data jsonb) RETURNS void LANGUAGE sql AS $$
  TRUNCATE kelisim_edition, kelisim_text, kelisim_item, kelisim_set;
  INSERT INTO kelisim_edition
    SELECT d->>'id', e->>'id', (e->>'from')::timestamptz, (e->>'until')::timestamptz, (e->>'withdrawn')::timestamptz,
      coalesce(e->>'published', e->>'from')::timestamptz, e->>'acceptance'
    FROM jsonb_array_elements(data->'documents') d, jsonb_array_elements(d->'editions') e;
  INSERT INTO kelisim_text
    SELECT d->>'id', e->>'id', x.key, greatest(coalesce(x.value->>'published', e->>'published', e->>'from')::timestamptz,
      coalesce(e->>'published', e->>'from')::timestamptz), x.value->>'source_sha256'
    FROM jsonb_array_elements(data->'documents') d, jsonb_array_elements(d->'editions') e, jsonb_each(e->'texts') x;
  INSERT INTO kelisim_item
    SELECT d->>'id', e->>'id', coalesce(p->>'id', ''), e->>'acceptance' = 'required' AND p->'optional' IS NULL,
      ARRAY(SELECT jsonb_array_elements_text(p->'suffices'))
    FROM jsonb_array_elements(data->'documents') d, jsonb_array_elements(d->'editions') e,
      jsonb_array_elements(coalesce(e->'purposes', jsonb_build_array(jsonb_build_object('suffices', e->'suffices')))) p
    WHERE e->>'acceptance' <> 'informed';
  INSERT INTO kelisim_set
    SELECT d->>'id', s->>'id', (s->>'from')::timestamptz, (s->>'until')::timestamptz
    FROM jsonb_array_elements(data->'documents') d, jsonb_array_elements(d->'sets') s;
  INSERT INTO kelisim_member -- a set's members never change
    SELECT DISTINCT s->>'id', m.key, m.value
    FROM jsonb_array_elements(data->'documents') d, jsonb_array_elements(d->'sets') s, jsonb_each_text(s->'members') m
    ON CONFLICT DO NOTHING;
$$;

-- The edition of a document in force at t; null for none.
CREATE FUNCTION kelisim_in_force(document_ text, t timestamptz) RETURNS text STABLE LANGUAGE sql AS $$
  SELECT edition FROM kelisim_edition
  WHERE document = document_ AND withdrawn IS NULL AND starts <= t AND (ends IS NULL OR t < ends)
$$;

-- The id of the set of a document in force at t; null for none.
CREATE FUNCTION kelisim_together(document_ text, t timestamptz) RETURNS text STABLE LANGUAGE sql AS $$
  SELECT id FROM kelisim_set WHERE document = document_ AND starts <= t AND (ends IS NULL OR t < ends)
$$;

-- What persons answered: purpose '' for a document without purposes.
CREATE TABLE kelisim_answer (
  person text NOT NULL, document text NOT NULL, edition text NOT NULL, purpose text NOT NULL DEFAULT '', state text NOT NULL,
  at timestamptz NOT NULL, expires_at timestamptz, renew_at timestamptz, number bigint GENERATED ALWAYS AS IDENTITY);
CREATE INDEX ON kelisim_answer (person, document, purpose);

-- What to ask of a person at t for a set: require, offer or renew. For a set that is
-- to come it is what will be asked when it starts.
CREATE FUNCTION kelisim_ask(person_ text, document_ text, set_ text, t timestamptz)
RETURNS TABLE (document text, purpose text, ask text) STABLE LANGUAGE sql AS $$
  WITH at_ AS (
    SELECT greatest(t, min(starts)) AS then_ FROM kelisim_set s WHERE s.document = document_ AND s.id = set_ AND (s.ends IS NULL OR t < s.ends)
  ), judged AS (
    SELECT i.document, i.purpose, i.required, a.state IN ('refused', 'withdrawn') AS said,
      coalesce(a.state = 'given' AND (a.expires_at IS NULL OR then_ < a.expires_at), false) AS valid,
      coalesce(a.renew_at <= then_, false) AS renew
    FROM at_, kelisim_member m JOIN kelisim_item i USING (document, edition)
    LEFT JOIN LATERAL (
      SELECT * FROM kelisim_answer x
      WHERE x.person = person_ AND x.document = i.document AND x.purpose = i.purpose AND x.edition = ANY (i.suffices) AND x.at <= t
      ORDER BY x.at DESC, x.number DESC LIMIT 1) a ON true
    WHERE m.set_id = set_)
  SELECT document, purpose, CASE WHEN valid THEN 'renew' WHEN required THEN 'require' ELSE 'offer' END
  FROM judged WHERE CASE WHEN valid THEN renew WHEN required THEN true ELSE NOT coalesce(said, false) END
$$;

-- Whether who accepted each known set, with all that it asked, is due for another one.
CREATE FUNCTION kelisim_due(set_ text) RETURNS TABLE (set_id text, due boolean) STABLE LANGUAGE sql AS $$
  SELECT a.set_id, EXISTS (
    SELECT FROM kelisim_member m JOIN kelisim_item i USING (document, edition)
    WHERE m.set_id = set_ AND i.required AND NOT EXISTS (
      SELECT FROM kelisim_member h WHERE h.set_id = a.set_id AND h.document = m.document AND h.edition = ANY (i.suffices)))
  FROM (SELECT DISTINCT set_id FROM kelisim_member) a
$$;

-- Whether what a form posted may be recorded at t.
CREATE FUNCTION kelisim_acceptable(person_ text, form jsonb, t timestamptz) RETURNS boolean STABLE LANGUAGE sql AS $$
  WITH shown AS (SELECT x->>'document' AS document, x->>'edition' AS edition, x->>'language' AS language, x->>'sha256' AS sha256
    FROM jsonb_array_elements(form->'shown') x)
  SELECT EXISTS (
      SELECT FROM kelisim_set s WHERE s.document = form->>'document' AND s.id = form->>'set' AND s.starts IS NOT NULL AND (s.ends IS NULL OR t < s.ends))
    AND (SELECT count(*) FROM shown) = (SELECT count(*) FROM kelisim_member WHERE set_id = form->>'set')
    AND NOT EXISTS (
      SELECT FROM kelisim_member m LEFT JOIN shown x USING (document, edition)
      LEFT JOIN kelisim_text here ON (here.document, here.edition, here.language) = (m.document, m.edition, x.language) AND here.published <= t
      LEFT JOIN kelisim_text hers ON (hers.document, hers.edition, hers.language) = (m.document, m.edition, form->>'language') AND hers.published <= t
      WHERE m.set_id = form->>'set' AND (here.sha256 IS DISTINCT FROM x.sha256 OR x.sha256 IS NULL
        OR hers.language IS NOT NULL AND hers.language <> x.language))
    AND NOT EXISTS (
      SELECT FROM kelisim_ask(person_, form->>'document', form->>'set', t) a WHERE a.ask = 'require' AND NOT EXISTS (
        SELECT FROM jsonb_array_elements(form->'given') g WHERE g->>'document' = a.document AND coalesce(g->>'purpose', '') = a.purpose))
$$;

-- When what was given at t is no longer good: at the end of the last day. The
-- interval is the period of documents/ID.json; PostgreSQL reads ISO 8601.
CREATE FUNCTION kelisim_expires(t timestamptz, period text, zone text) RETURNS timestamptz STABLE LANGUAGE sql AS $$
  SELECT (((t AT TIME ZONE zone)::date + period::interval)::date + 1)::timestamp AT TIME ZONE zone
$$;
CREATE FUNCTION kelisim_renews(expires timestamptz, notice text, zone text) RETURNS timestamptz STABLE LANGUAGE sql AS $$
  SELECT ((expires AT TIME ZONE zone)::date - notice::interval)::date::timestamp AT TIME ZONE zone
$$;
