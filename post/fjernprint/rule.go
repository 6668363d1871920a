package fjernprint

// Rule is a row of the catalogue: what is asked of a document.
type Rule struct {
	ID         RuleID     `json:"id"`
	Severities []Severity `json:"severities"` // that its findings can have in the default profile, worst first
	Measured   bool       `json:"measured"`   // it has a threshold, so that a document can be just inside or just outside
	Whole      bool       `json:"whole"`      // about the letter, not one document
	Da         string     `json:"da"`         // what it asks, one sentence
	En         string     `json:"en"`
	Source     string     `json:"source"`
	Confidence string     `json:"confidence"` // A Danish agency or schema, B Danish vendor, C foreign service, D our inference
}
