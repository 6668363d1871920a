package control

import "net/http"

// route is one operation of openapi.yaml.
type route struct {
	method string
	path   string
	op     string   // operationId
	query  []string // the query parameters it has
	do     func(*API, *request) (reply, error)
}

const inWorld = "/api/worlds/{world}"

// routes is the whole API. A test holds it equal to openapi.yaml.
func routes() []route {
	paged := []string{"offset", "limit"}
	events := []string{"after", "kind", "letter", "party", "system", "code", "message"}
	return []route{
		{http.MethodGet, "/healthz", "health", nil, (*API).health},
		{http.MethodGet, "/readyz", "ready", nil, (*API).ready},
		{http.MethodGet, "/api/openapi.yaml", "getOpenAPI", nil, (*API).getOpenAPI},
		{http.MethodGet, "/api/ca.pem", "getCA", nil, (*API).getCA},
		{http.MethodGet, "/api/rules", "listRules", nil, (*API).listRules},
		{http.MethodGet, "/api/switches", "listSwitches", nil, (*API).listSwitches},
		{http.MethodGet, "/api/print-profiles", "listPrintProfiles", nil, (*API).listPrintProfiles},
		{http.MethodGet, "/api/magic", "listMagic", nil, (*API).listMagic},

		{http.MethodGet, "/api/worlds", "listWorlds", nil, (*API).listWorlds},
		{http.MethodPost, "/api/worlds", "createWorld", nil, (*API).createWorld},
		{http.MethodGet, inWorld, "getWorld", nil, (*API).getWorld},
		{http.MethodDelete, inWorld, "deleteWorld", nil, (*API).deleteWorld},
		{http.MethodPost, inWorld + "/reset", "resetWorld", nil, (*API).resetWorld},
		{http.MethodGet, inWorld + "/certificates", "listCertificates", nil, (*API).listCertificates},
		{http.MethodPost, inWorld + "/settle", "settle", []string{"timeout"}, (*API).settle},
		{http.MethodGet, inWorld + "/clock", "getClock", nil, (*API).getClock},
		{http.MethodPut, inWorld + "/clock", "setClock", nil, (*API).setClock},
		{http.MethodPost, inWorld + "/clock/advance", "advanceClock", nil, (*API).advanceClock},
		{http.MethodGet, inWorld + "/settings", "getSettings", nil, (*API).getSettings},
		{http.MethodPut, inWorld + "/settings", "putSettings", nil, (*API).putSettings},
		{http.MethodGet, inWorld + "/faults", "getFaults", nil, (*API).getFaults},
		{http.MethodPut, inWorld + "/faults", "putFaults", nil, (*API).putFaults},

		{http.MethodGet, inWorld + "/people", "listPeople", paged, (*API).listPeople},
		{http.MethodGet, inWorld + "/people/{cpr}", "getPerson", nil, (*API).getPerson},
		{http.MethodPut, inWorld + "/people/{cpr}", "putPerson", nil, (*API).putPerson},
		{http.MethodPut, inWorld + "/people/{cpr}/standing", "setPersonStanding", nil, (*API).setPersonStanding},
		{http.MethodPost, inWorld + "/people/{cpr}/exemption", "exemptPerson", nil, (*API).exemptPerson},
		{http.MethodDelete, inWorld + "/people/{cpr}/exemption", "endExemption", nil, (*API).endExemption},
		{http.MethodPost, inWorld + "/people/{cpr}/death", "registerDeath", nil, (*API).registerDeath},
		{http.MethodPost, inWorld + "/people/{cpr}/login", "logInPerson", nil, (*API).logInPerson},
		{http.MethodGet, inWorld + "/people/{cpr}/mailbox", "getPersonMailbox", nil, (*API).getPersonMailbox},
		{http.MethodGet, inWorld + "/companies", "listCompanies", paged, (*API).listCompanies},
		{http.MethodGet, inWorld + "/companies/{cvr}", "getCompany", nil, (*API).getCompany},
		{http.MethodPut, inWorld + "/companies/{cvr}", "putCompany", nil, (*API).putCompany},
		{http.MethodPut, inWorld + "/companies/{cvr}/standing", "setCompanyStanding", nil, (*API).setCompanyStanding},
		{http.MethodPost, inWorld + "/companies/{cvr}/login", "logInCompany", nil, (*API).logInCompany},
		{http.MethodGet, inWorld + "/companies/{cvr}/mailbox", "getCompanyMailbox", nil, (*API).getCompanyMailbox},

		{http.MethodGet, inWorld + "/authorities", "listAuthorities", nil, (*API).listAuthorities},
		{http.MethodGet, inWorld + "/authorities/{cvr}", "getAuthority", nil, (*API).getAuthority},
		{http.MethodPut, inWorld + "/authorities/{cvr}", "putAuthority", nil, (*API).putAuthority},
		{http.MethodPut, inWorld + "/authorities/{cvr}/agreement", "putAgreement", nil, (*API).putAgreement},
		{http.MethodDelete, inWorld + "/authorities/{cvr}/agreement", "endAgreement", nil, (*API).endAgreement},
		{http.MethodGet, inWorld + "/systems", "listSystems", nil, (*API).listSystems},
		{http.MethodPost, inWorld + "/systems", "createSystem", nil, (*API).createSystem},
		{http.MethodGet, inWorld + "/systems/{system}", "getSystem", nil, (*API).getSystem},
		{http.MethodPut, inWorld + "/systems/{system}", "putSystem", nil, (*API).putSystem},
		{http.MethodPut, inWorld + "/systems/{system}/endpoint", "putEndpoint", nil, (*API).putEndpoint},
		{http.MethodDelete, inWorld + "/systems/{system}/endpoint", "deleteEndpoint", nil, (*API).deleteEndpoint},
		{http.MethodPost, inWorld + "/systems/{system}/certificates", "issueCertificate", []string{"form"}, (*API).issueCertificate},
		{http.MethodPut, inWorld + "/systems/{system}/certificates", "uploadCertificate", nil, (*API).uploadCertificate},

		{http.MethodGet, inWorld + "/letters", "listLetters",
			append([]string{"recipient", "system", "message", "dispatch", "state", "destination"}, paged...), (*API).listLetters},
		{http.MethodGet, inWorld + "/letters/{letter}", "getLetter", nil, (*API).getLetter},
		{http.MethodGet, inWorld + "/letters/{letter}/documents/{document}", "getDocument", nil, (*API).getDocument},
		{http.MethodPost, inWorld + "/letters/{letter}/open", "openLetter", nil, (*API).openLetter},
		{http.MethodGet, inWorld + "/letters/{letter}/receipts", "listReceipts", nil, (*API).listReceipts},
		{http.MethodGet, inWorld + "/letters/{letter}/exchanges", "listExchanges", nil, (*API).listExchanges},
		{http.MethodGet, inWorld + "/letters/{letter}/print-check", "getPrintCheck", nil, (*API).getPrintCheck},
		{http.MethodPost, inWorld + "/print-check", "checkPrint",
			[]string{"profile", "address", "imprintRecipient", "imprintSender", "duplex", "color", "envelope", "category"}, (*API).checkPrint},
		{http.MethodGet, inWorld + "/print-costs", "getPrintCosts", nil, (*API).getPrintCosts},
		{http.MethodGet, inWorld + "/print-jobs", "listPrintJobs", paged, (*API).listPrintJobs},
		{http.MethodGet, inWorld + "/print-jobs/{letter}", "getPrintJob", nil, (*API).getPrintJob},
		{http.MethodPost, inWorld + "/print-jobs/{letter}/recall", "recallPrintJob", nil, (*API).recallPrintJob},
		{http.MethodPost, inWorld + "/print-jobs/{letter}/postal-updates", "addPostalUpdate", nil, (*API).addPostalUpdate},
		{http.MethodGet, inWorld + "/events", "listEvents", append([]string{"limit"}, events...), (*API).listEvents},
		{http.MethodGet, inWorld + "/events/wait", "waitForEvent", append([]string{"timeout"}, events...), (*API).waitForEvent},
	}
}
