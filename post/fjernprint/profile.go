package fjernprint

import (
	"github.com/brevdue/brevdue/post/fjernprint/pdf"
)

// DefaultProfile is the name of the profile that is used when none is named.
const DefaultProfile = "dk-fjernprint-2013"

// Profile is a print shop's demands, as its file states them. Read one with
// [ReadProfile], or take a built-in one with [BuiltIn]; it must not be changed
// afterwards and is safe for concurrent use.
type Profile struct {
	Name    string `yaml:"name" json:"name"`
	Extends string `yaml:"extends" json:"extends,omitempty"` // name of a built-in profile whose fields it starts from
	Da      string `yaml:"da" json:"da"`
	En      string `yaml:"en" json:"en"`
	Source  string `yaml:"source" json:"source"`
	Digital string `yaml:"digital" json:"digital"` // warn or refuse: a digital letter that could not be printed

	Rules map[RuleID]Setting `yaml:"rules" json:"rules"` // severity and source, where they differ from the catalogue

	File    FileLimits    `yaml:"file" json:"file"`
	Limits  pdf.Limits    `yaml:"limits" json:"limits"` // FP-004
	Page    PageLimits    `yaml:"page" json:"page"`
	Zones   []Zone        `yaml:"zones" json:"zones"`
	Slack   float64       `yaml:"shrink" json:"shrink"` // mm by which a zone is shrunk on its inner edges before it is tested
	White   float64       `yaml:"white" json:"white"`   // 0 to 1: a pixel whose components are all at or over it is white
	Address AddressLimits `yaml:"address" json:"address"`
	Sender  SenderLimits  `yaml:"sender" json:"sender"`
	Sheets  SheetLimits   `yaml:"sheets" json:"sheets"`
	Prices  Prices        `yaml:"prices" json:"prices"`
	Images  ImageLimits   `yaml:"images" json:"images"`
}

// Setting is what a profile says of one rule.
type Setting struct {
	Severity Severity            `yaml:"severity" json:"severity,omitempty"` // of all its findings
	Source   string              `yaml:"source" json:"source,omitempty"`
	Codes    map[string]Severity `yaml:"codes" json:"codes,omitempty"` // of findings with one code, where it differs from that
}

// FileLimits are FP-002, FP-005 and FP-011.
type FileLimits struct {
	RejectOver int64    `yaml:"rejectOver" json:"rejectOver"` // bytes; 0 no limit
	WarnOver   int64    `yaml:"warnOver" json:"warnOver"`
	MaxPages   int      `yaml:"maxPages" json:"maxPages"` // 0 no limit
	Versions   []string `yaml:"versions" json:"versions"` // accepted without a word
}

// PageLimits are FP-020 to FP-023: millimetres.
type PageLimits struct {
	Width     float64 `yaml:"width" json:"width"`
	Height    float64 `yaml:"height" json:"height"`
	Less      float64 `yaml:"less" json:"less"` // how much smaller a side may be
	More      float64 `yaml:"more" json:"more"`
	Landscape bool    `yaml:"landscape" json:"landscape"` // landscape pages are taken too
	Media     bool    `yaml:"media" json:"media"`         // the MediaBox is measured, not the CropBox
	UserUnit  bool    `yaml:"userUnit" json:"userUnit"`   // a UserUnit is ignored, not refused
	Alike     float64 `yaml:"alike" json:"alike"`         // how much the sides of pages may differ from those of page 1
	Over      float64 `yaml:"over" json:"over"`           // how far content may run over the edge of the paper
}

// Zone is a part of the paper. What it demands is its rule's affair: a zone of
// FP-040, FP-041 or FP-042 has to be free; those of FP-043 (ADDRESS), FP-045
// (SENDER), FP-046 and FP-047 (SLACK) and FP-048 (DATE) have their own meaning,
// and a zone of rule "" (LOGO) is one where content is welcome.
type Zone struct {
	Name  string `yaml:"name" json:"name"`
	Box   Box    `yaml:",inline" json:"box"`
	Rule  RuleID `yaml:"rule" json:"rule,omitempty"`
	Pages string `yaml:"pages" json:"pages"` // first (of the letter) or all
	Marks string `yaml:"marks" json:"marks"` // all, or text: only text is looked at
	Da    string `yaml:"da" json:"da"`       // what it is for, a few words
	En    string `yaml:"en" json:"en"`
}

// AddressLimits are FP-043 and FP-044.
type AddressLimits struct {
	MinLines   int     `yaml:"minLines" json:"minLines"`
	MaxLines   int     `yaml:"maxLines" json:"maxLines"`
	Characters int     `yaml:"characters" json:"characters"` // of a line
	MinSize    float64 `yaml:"minSize" json:"minSize"`       // points
	MaxSize    float64 `yaml:"maxSize" json:"maxSize"`
}

// SenderLimits are FP-045.
type SenderLimits struct {
	Lines      int `yaml:"lines" json:"lines"`
	Characters int `yaml:"characters" json:"characters"`
}

// SheetLimits are FP-050 to FP-052.
type SheetLimits struct {
	C5                 int `yaml:"c5" json:"c5"` // most sheets in a C5 envelope
	C4                 int `yaml:"c4" json:"c4"`
	Attachments        int `yaml:"attachments" json:"attachments"`
	DigitalAttachments int `yaml:"digitalAttachments" json:"digitalAttachments"` // of a letter that is a message too
}

// ImageLimits are FP-060.
type ImageLimits struct {
	MinPPI  float64 `yaml:"minPPI" json:"minPPI"`
	MinSide float64 `yaml:"minSide" json:"minSide"` // mm; smaller pictures (rules, dots) are not looked at
}

// Prices is a price list in øre. The built-in one is fictive; 8 kroner postage is
// the example of the statutory text (002-17).
type Prices struct {
	Page       int64            `yaml:"page" json:"page"`           // printed side, black and white
	ColorPage  int64            `yaml:"colorPage" json:"colorPage"` // printed side, colour
	Sheet      int64            `yaml:"sheet" json:"sheet"`
	C5         int64            `yaml:"c5" json:"c5"`
	C4         int64            `yaml:"c4" json:"c4"`
	SheetGrams float64          `yaml:"sheetGrams" json:"sheetGrams"` // A4 80 g/m2: 5
	C5Grams    float64          `yaml:"c5Grams" json:"c5Grams"`
	C4Grams    float64          `yaml:"c4Grams" json:"c4Grams"`
	Postage    []Postage        `yaml:"postage" json:"postage"`       // by weight, lightest first
	ByCategory map[string]int64 `yaml:"byCategory" json:"byCategory"` // added for a postal category
}

// Postage is one step of the weight scale.
type Postage struct {
	UpToGrams float64 `yaml:"upTo" json:"upTo"`
	Price     int64   `yaml:"price" json:"price"`
}
