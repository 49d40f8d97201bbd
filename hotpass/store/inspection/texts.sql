-- name: odd
-- The few values with a sign that any of these checks looks for; the others need no second look.
CREATE OR REPLACE TEMP TABLE odd AS
SELECT text, bare, n, missing FROM seen WHERE regexp_matches(text, '[^ -~]|[?&]|^\s*[=@+-]|  |^ | $');

-- name: faults
-- Letters of UTF-8 read as Windows-1252, the replacement character, and question marks inside words.
INSERT INTO fault
SELECT 'no_formula', $position, text, NULL, NULL, 'A spreadsheet would run this text as a formula.' FROM odd
WHERE regexp_matches(bare, '^(?:[=@][A-Za-z_(+-]|=[0-9"'']|[+-][A-Za-z]{2,}\()')
  AND (starts_with(bare, '=') OR contains(bare, '('))
UNION ALL
SELECT 'readable', $position, text, NULL, NULL,
       CASE WHEN contains(text, chr(65533)) THEN 'A letter was lost when the text was converted.'
            ELSE 'The letters are garbled: UTF-8 was read as another encoding.' END
FROM odd
WHERE contains(text, chr(65533))
   OR regexp_matches(text, '[\x{c2}-\x{c3}][\x{80}-\x{bf}\x{152}\x{153}\x{160}\x{161}\x{178}\x{17d}\x{17e}\x{192}\x{2c6}\x{2dc}\x{2013}-\x{2022}\x{2026}\x{2030}\x{2039}\x{203a}\x{20ac}\x{2122}]|\x{e2}\x{20ac}|\x{ef}\x{bf}\x{bd}|\x{ef}\x{bb}\x{bf}|[\x{c4}\x{c5}][\x{80}-\x{bf}\x{2018}-\x{2022}\x{201a}]')
   OR (regexp_matches(text, '\p{L}\?\p{Ll}') AND NOT regexp_matches(text, '[=/]'))
   OR regexp_matches(text, '&(?:amp|lt|gt|quot|nbsp|#\d{2,4}|#x[0-9a-fA-F]{2,4});')
UNION ALL
SELECT 'no_control_character', $position, text, NULL, bare, 'A character that nobody sees is in it.' FROM odd
WHERE regexp_matches(text, '[\x{00}-\x{08}\x{0b}\x{0c}\x{0e}-\x{1f}\x{7f}-\x{84}\x{86}-\x{9f}\x{ad}\x{200b}-\x{200f}\x{202a}-\x{202e}\x{2060}-\x{2064}\x{feff}]');

-- name: blanks
INSERT INTO fault
SELECT 'no_stray_blank', $position, text, NULL, bare,
       CASE WHEN text <> trim(text, chr(32) || chr(9) || chr(10) || chr(13) || chr(160)) THEN 'Blanks stand before or after the value.'
            ELSE 'Several blanks stand where one would do.' END
FROM odd
WHERE NOT missing AND (
    ($edges AND text <> trim(text, chr(32) || chr(9) || chr(10) || chr(13) || chr(160))) OR ($inside AND n < 5 AND length(text) <= 80 AND regexp_matches(text, '[^\s.!?:][ \t\x{a0}]{2,}\S'))
);

-- name: edge_cells
SELECT coalesce(sum(n), 0) FROM odd WHERE NOT missing AND text <> trim(text, chr(32) || chr(9) || chr(10) || chr(13) || chr(160));

-- name: blank_cells
SELECT coalesce(sum(n) FILTER (regexp_matches(text, '[^\s.!?:][ \t\x{a0}]{2,}\S')), 0) FROM odd WHERE NOT missing;

-- name: placeholders
SELECT folded, sum(n)::BIGINT FROM seen WHERE missing AND bare <> '' GROUP BY folded ORDER BY 2 DESC, 1;

-- name: add_placeholders
INSERT INTO fault
SELECT 'no_placeholder', $position, text, NULL, NULL, 'The cell says “' || bare || '” in place of a value.' FROM seen
WHERE missing AND list_contains($words, folded);

-- name: cut
-- Many different long values that all end at the same, longest length were cut off there.
WITH long AS (
    SELECT length(text) AS width, count(*) AS different FROM seen WHERE NOT missing AND contains(bare, ' ') AND NOT contains(bare, '://') GROUP BY 1
),
widest AS (SELECT max(width) AS width FROM long)
SELECT widest.width, coalesce(max(different) FILTER (long.width = widest.width), 0),
       coalesce(sum(different) FILTER (long.width BETWEEN widest.width - 5 AND widest.width - 1), 0)
FROM long, widest GROUP BY widest.width;

-- name: add_cut
INSERT INTO fault
SELECT 'not_cut_off', $position, text, NULL, NULL,
       'The text ends at ' || $width || ' characters, as many others do: the end is missing.'
FROM seen WHERE NOT missing AND contains(bare, ' ') AND NOT contains(bare, '://') AND length(text) = $width
UNION ALL
SELECT 'not_cut_off', $position, text, NULL, NULL, 'The text ends in dots: the end is missing.'
FROM seen WHERE $dots AND NOT missing AND (ends_with(bare, '...') OR ends_with(bare, '…'));

-- name: dots
SELECT coalesce(sum(n), 0) FROM seen WHERE NOT missing AND (ends_with(bare, '...') OR ends_with(bare, '…'));
