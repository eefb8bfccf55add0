#!/bin/sh
# Asks the model `paraphrase` by curl. First, in another terminal: `npm start`.
# Usage: docs/walkthroughs/paraphrase.sh [URL]
set -eu
api=${1:-http://127.0.0.1:8700}
model=$api/v1/models/paraphrase
json='Content-Type: application/json'
there_is='(ROOT (S (NP (EX)) (VP (VBZ) (NP)) (.)))'

title() { printf '\n## %s\n\n' "$1"; }

# Asks the model. A prediction that is not answered at once (202) is read by its id until it is.
ask() {
  answer=$(curl -sS "$@" "$model/predictions")
  while printf '%s' "$answer" | grep -qE '"status":"(queued|running)"'; do
    id=$(printf '%s' "$answer" | sed -E 's/.*"id":"([^"]+)".*/\1/')
    sleep 1
    answer=$(curl -sS "$api/v1/predictions/$id")
  done
  printf '%s\n' "$answer"
}

title 'How the model is served'
curl -sS "$model" | grep -oE '"servingMode":"[^"]*"|"state":\{[^}]*\}'

title 'The templates that the page offers, each with a sentence that has its syntax'
curl -sS "$model" | grep -oE '"const":"[^"]*","title":"[^"]*"'

title 'A sentence and a template'
ask -H "$json" -d "{\"sent\": \"A man in a red shirt is playing a guitar on the street.\", \"tmpl\": \"$there_is\"}"

title 'Without a template: the first of the list'
ask -H "$json" -d '{"sent": "There is a woman selling flowers at the market."}'

title 'With the parse of the sentence, which tells each part of speech'
ask -H "$json" -d "{
  \"sent\": \"A girl holding a kite runs along the beach.\",
  \"synt\": \"(ROOT (S (NP (NP (DT A) (NN girl)) (VP (VBG holding) (NP (DT a) (NN kite)))) (VP (VBZ runs) (PP (IN along) (NP (DT the) (NN beach)))) (. .)))\",
  \"tmpl\": \"$there_is\"
}"

title 'Plain text in and out'
ask -H 'Content-Type: text/plain' -H 'Accept: text/plain' -d 'There are two dogs running through the snow.'

title 'Two at once'
first=$(mktemp)
ask -H "$json" -d '{"sent": "There are children in a garden."}' > "$first" &
second=$(ask -H "$json" -d '{"sent": "A cat sleeping on a sofa."}')
wait
cat "$first"
rm "$first"
printf '%s\n' "$second"

title 'What cannot be used is refused: open brackets, words in a template, the parse of another sentence'
ask -H "$json" -d '{"sent": "They sing.", "tmpl": "(ROOT (S (NP) (VP)"}'
ask -H "$json" -d '{"sent": "They sing.", "tmpl": "(ROOT (S (NP They) (VP)))"}'
ask -H "$json" -d '{"sent": "They sing.", "synt": "(ROOT (S (NP (PRP We)) (VP (VBP sing)) (. .)))"}'
