#!/usr/bin/env bash
# Writes FILE as the one comment of AUTHOR on pull request NUMBER of REPOSITORY that begins with the
# tool's hidden mark; the first time it is made, after that it is updated. GH_TOKEN must allow it.
set -euo pipefail

mark='<!-- innostrat -->'
limit=60000 # bytes; GitHub takes 65536 characters

if [[ ! $NUMBER =~ ^[0-9]+$ ]]; then
  echo "innostrat: no pull request to comment on"
  exit 0
fi
if [ -z "${GH_TOKEN:-}" ]; then
  echo "innostrat: no token to comment with; the difference is in the job summary"
  exit 0
fi

body=$(mktemp)
trap 'rm -f "$body"' EXIT
{
  printf '%s\n' "$mark"
  if [ "$(wc -c < "$FILE")" -le "$limit" ]; then
    cat "$FILE"
  else # whole lines only, so that no letter, table row or escape is cut in two
    head -c "$limit" "$FILE" | sed '$d'
    printf '\n…\n'
  fi
} > "$body"

# The mark alone proves nothing: anybody can write it in a comment of their own.
export AUTHOR MARK="$mark"
ours='.[] | select(.user.login == env.AUTHOR and (.body | startswith(env.MARK))) | .id'
comments="repos/$REPOSITORY/issues/$NUMBER/comments"
found=$(gh api --paginate "$comments?per_page=100" --jq "$ours")
read -r first _ <<< "${found//$'\n'/ }" || true

if [ -n "${first:-}" ]; then
  gh api --silent --method PATCH "repos/$REPOSITORY/issues/comments/$first" -F "body=@$body"
else
  gh api --silent --method POST "$comments" -F "body=@$body"
fi
