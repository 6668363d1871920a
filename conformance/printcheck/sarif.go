package printcheck

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"path/filepath"

	"github.com/brevdue/brevdue/post/fjernprint"
)

// The parts of SARIF 2.1.0 (OASIS) that are written.
type (
	sarifLog struct {
		Schema  string     `json:"$schema"`
		Version string     `json:"version"`
		Runs    []sarifRun `json:"runs"`
	}
	sarifRun struct {
		Tool    sarifTool     `json:"tool"`
		Results []sarifResult `json:"results"`
	}
	sarifTool struct {
		Driver sarifDriver `json:"driver"`
	}
	sarifDriver struct {
		Name           string      `json:"name"`
		InformationURI string      `json:"informationUri"`
		Rules          []sarifRule `json:"rules"`
	}
	sarifRule struct {
		ID            string         `json:"id"`
		Short         sarifText      `json:"shortDescription"`
		Configuration sarifLevel     `json:"defaultConfiguration"`
		Properties    map[string]any `json:"properties"`
	}
	sarifLevel struct {
		Level string `json:"level"`
	}
	sarifText struct {
		Text string `json:"text"`
	}
	sarifResult struct {
		RuleID     string          `json:"ruleId"`
		RuleIndex  int             `json:"ruleIndex"`
		Level      string          `json:"level"`
		Message    sarifText       `json:"message"`
		Locations  []sarifLocation `json:"locations"`
		Properties map[string]any  `json:"properties"`
	}
	sarifLocation struct {
		Physical sarifPhysical `json:"physicalLocation"`
	}
	sarifPhysical struct {
		Artifact sarifArtifact `json:"artifactLocation"`
	}
	sarifArtifact struct {
		URI string `json:"uri"`
	}
)

// WriteSARIF writes the findings in the form that code scanning services read.
// PDF pages have no lines: page, box and move are properties of a result.
func WriteSARIF(w io.Writer, run *Run) error {
	driver := sarifDriver{Name: "brevdue check", InformationURI: "https://github.com/brevdue/brevdue"}
	index := map[fjernprint.RuleID]int{}
	for i, rule := range fjernprint.Rules() {
		index[rule.ID] = i
		driver.Rules = append(driver.Rules, sarifRule{
			ID: string(rule.ID), Short: sarifText{run.Language.pick(rule.Da, rule.En)},
			Configuration: sarifLevel{sarifLevelOf(rule.Severities[0])},
			Properties:    map[string]any{"source": rule.Source, "confidence": rule.Confidence},
		})
	}
	results := []sarifResult{}
	for i := range run.Results {
		r := &run.Results[i]
		for _, f := range r.Report.All() {
			result := sarifResult{
				RuleID: string(f.Rule), RuleIndex: index[f.Rule], Level: sarifLevelOf(f.Severity),
				Message: sarifText{run.Language.text(&f)}, Properties: sarifProperties(&f),
			}
			uri := url.URL{Path: filepath.ToSlash(shownName(r.Name))}
			result.Locations = []sarifLocation{{sarifPhysical{sarifArtifact{uri.String()}}}}
			results = append(results, result)
		}
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	err := encoder.Encode(sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0",
		Runs: []sarifRun{{Tool: sarifTool{driver}, Results: results}},
	})
	if err != nil {
		return fmt.Errorf("write the findings as SARIF: %w", err)
	}
	return nil
}

func sarifProperties(f *fjernprint.Finding) map[string]any {
	p := map[string]any{"code": f.Code, "document": f.Document, "source": f.Source}
	if f.Page > 0 {
		p["page"] = f.Page
	}
	if f.Zone != "" {
		p["zone"] = f.Zone
	}
	if f.Box != nil {
		p["boxMM"] = f.Box
	}
	if f.Move != nil {
		p["move"] = f.Move
	}
	return p
}

func sarifLevelOf(s fjernprint.Severity) string {
	switch s {
	case fjernprint.Reject:
		return "error"
	case fjernprint.Warn:
		return "warning"
	default:
		return "note"
	}
}
