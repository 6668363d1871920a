// Package features holds the statutory behaviours of public digital mail as
// Gherkin, in the language of the people they bind: Danish for Denmark and
// Greenland, Norwegian for Norway. Folders follow the families of the rule
// catalogue in post/law, and every scenario is tagged with the ids of the
// rules it proves.
//
// The package only embeds the files. The steps live in conformance.
package features

import "embed"

// Files holds every feature file, by path from this folder.
//
//go:embed dk common
var Files embed.FS
