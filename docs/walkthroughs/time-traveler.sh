#!/usr/bin/env bash
# A photograph through time, by the API alone: announce, upload, follow the job, fetch the pictures.
#   docs/walkthroughs/time-traveler.sh [API] [PHOTOGRAPH] [FOLDER]
# It needs curl, openssl and Node. Without a photograph it takes the model's own example.
set -euo pipefail

api=${1:-http://localhost:8700}
photograph=${2:-}
folder=${3:-time-traveler-pictures}
model=$api/v1/models/time-traveler

# An expression over the JSON on standard input.
json() { node -e 'const it = JSON.parse(require("node:fs").readFileSync(0)); console.log(eval(process.argv[1]))' "$1"; }
get() { curl --silent --show-error --fail-with-body "$@"; }

mkdir -p "$folder"
if [ -z "$photograph" ]; then
  photograph=$folder/example.jpg
  get "$model" | json 'it.examples[1].input.image' | openssl base64 -d -A > "$photograph"
fi
case $(head -c 4 "$photograph" | od -An -tx1) in
  ' ff d8 ff'*) type=image/jpeg ;;
  ' 89 50 4e 47') type=image/png ;;
  *) echo "$photograph is neither a JPEG nor a PNG file" >&2; exit 1 ;;
esac

echo "1. Announce the photograph: its type, length and SHA-256"
announced="{\"contentType\": \"$type\", \"bytes\": $(wc -c < "$photograph" | tr -d ' '), \"checksumSHA256\": \"$(openssl dgst -sha256 -binary "$photograph" | openssl base64 -A)\"}"
echo "   POST /v1/models/time-traveler/uploads $announced"
upload=$(get "$model/uploads" -H 'Content-Type: application/json' -d "$announced")
id=$(json 'it.id' <<< "$upload")
echo "   id $id"

echo "2. Upload it to the bucket, with exactly the given headers: that starts the job"
headers=()
while IFS= read -r header; do headers+=(-H "$header"); done \
  < <(json 'Object.entries(it.headers).map(([name, value]) => `${name}: ${value}`).join("\n")' <<< "$upload")
printf '   %s\n' "${headers[@]}" | grep -v -- '-H'
get -X PUT "${headers[@]}" --data-binary "@$photograph" -o /dev/null -w '   PUT: %{http_code}\n' "$(json 'it.url' <<< "$upload")"

echo "3. Follow the job"
shown=0
while true; do
  prediction=$(get "$api/v1/predictions/$id")
  steps=$(json '(it.steps ?? []).map(({ name, at }) => `   ${at} ${name}`).join("\n")' <<< "$prediction")
  printf '%s\n' "$steps" | tail -n +$((shown + 1))
  shown=$(printf '%s\n' "$steps" | grep -c .)
  case $(json 'it.status' <<< "$prediction") in
    succeeded) break ;;
    failed) json 'it.error.detail' <<< "$prediction" >&2; exit 1 ;;
  esac
  sleep 2
done

echo "4. Fetch the pictures from the bucket"
while read -r name url; do
  get -o "$folder/$name" "$url"
  echo "   $folder/$name $(wc -c < "$folder/$name" | tr -d ' ') bytes"
done < <(json 'it.files.map(({ name, url }) => `${name} ${url}`).join("\n")' <<< "$prediction")
