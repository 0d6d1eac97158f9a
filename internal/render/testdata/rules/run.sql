-- What docs/rules/rules.sql answers to every case that is about people: a line for
-- each that is wrong, then the counts. The table vectors holds vectors.json.
CREATE FUNCTION answer(c jsonb) RETURNS jsonb LANGUAGE plpgsql AS $$
DECLARE t timestamptz := (c->>'at')::timestamptz; set_ text := c->>'set';
BEGIN
  IF c->>'data' <> coalesce(current_setting('vectors.data', true), '') THEN
    PERFORM kelisim_load((SELECT data->'data'->(c->>'data') FROM vectors)), set_config('vectors.data', c->>'data', false);
  END IF;
  TRUNCATE kelisim_answer;
  INSERT INTO kelisim_answer (person, document, edition, purpose, state, at, expires_at, renew_at)
    SELECT 'p', a->>'document', a->>'edition', coalesce(a->>'purpose', ''), a->>'state', (a->>'at')::timestamptz,
      (a->>'expires_at')::timestamptz, (a->>'renew_at')::timestamptz
    FROM jsonb_array_elements(coalesce(c->'answers', '[]')) WITH ORDINALITY x(a, n) ORDER BY n;
  CASE c->>'rule'
  WHEN 'in_force' THEN RETURN coalesce(to_jsonb(kelisim_in_force(c->>'document', t)), 'null');
  WHEN 'together' THEN RETURN coalesce(to_jsonb(kelisim_together(c->>'document', t)), 'null');
  WHEN 'ask' THEN
    RETURN (SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object('document', a.document, 'purpose', nullif(a.purpose, ''), 'ask', a.ask))
        ORDER BY a.document, a.purpose), '[]')
      FROM kelisim_ask('p', c->>'document', coalesce(set_, kelisim_together(c->>'document', t)), t) a);
  WHEN 'due' THEN
    DELETE FROM kelisim_member WHERE set_id = 'accepted';
    INSERT INTO kelisim_member SELECT 'accepted', m.key, m.value FROM jsonb_each_text(c->'accepted') m;
    RETURN (SELECT to_jsonb(d.due) FROM kelisim_due(set_) d WHERE d.set_id = 'accepted');
  WHEN 'acceptable' THEN RETURN to_jsonb(kelisim_acceptable('p', c->'form', t));
  WHEN 'expiry' THEN
    RETURN jsonb_strip_nulls(jsonb_build_object('expires_at', kelisim_expires(t, nullif(c->>'expires', ''), c->>'zone'),
      'renew_at', kelisim_renews(kelisim_expires(t, nullif(c->>'expires', ''), c->>'zone'), nullif(c->>'renew_notice', ''), c->>'zone')));
  END CASE;
END $$;

CREATE TEMP TABLE done AS
  SELECT c, CASE WHEN c->>'rule' = 'expiry'
      THEN jsonb_strip_nulls(jsonb_build_object('expires_at', (c->'want'->>'expires_at')::timestamptz, 'renew_at', (c->'want'->>'renew_at')::timestamptz))
      WHEN c->>'rule' = 'ask' THEN (SELECT coalesce(jsonb_agg(w ORDER BY w->>'document', coalesce(w->>'purpose', '')), '[]') FROM jsonb_array_elements(c->'want') w)
      ELSE c->'want' END AS want, NULL::jsonb AS got
  FROM vectors, jsonb_array_elements(data->'cases') c WHERE c->>'rule' NOT IN ('take', 'look', 'read', 'shows', 'stands');
UPDATE done SET got = answer(c);
SELECT c->>'rule' || ': ' || (c->>'name') || ': ' || coalesce(got::text, 'null') FROM done WHERE got IS DISTINCT FROM want;
SELECT count(*) FILTER (WHERE got IS NOT DISTINCT FROM want) || ' right, ' || count(*) FILTER (WHERE got IS DISTINCT FROM want) || ' wrong' FROM done;
