// Package specimen makes letters for trying print rules out: for each rule of the
// catalogue one that is just outside, and one just inside where the rule has a
// measure. They are generated, never stored, the same bytes each time.
package specimen

import "github.com/brevdue/brevdue/post/fjernprint"

// Case is a letter that is to get a certain verdict from one rule.
type Case struct {
	Rule     fjernprint.RuleID
	Name     string              // what is special about it, in English
	Da       string              // the same in Danish, to be read after "en PDF med" or "et brev med"
	Breaks   bool                // just outside; otherwise just inside
	Severity fjernprint.Severity // of the rule's finding, when it breaks the rule
	Profile  string              // "" is the default profile
	Letter   fjernprint.Letter   // what the check is told of the letter
	Parts    func() ([][]byte, error) // the documents, the main one first
}

// Cases are all of them, by rule, breaking ones first.
func Cases() []Case { panic("contract") }
