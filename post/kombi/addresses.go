package kombi

// Paths of the REST services. Each answers on these paths exactly: a redirect
// turns a client's POST into a GET.
const (
	PathSTS           = "/runtime/api/rest/wstrust/v1/issue"
	PathToken         = "/service/AccessTokenService_1/token"
	PathLookupDigital = "/service/PostForespoerg_1/digitalpost"
	PathLookupNemSMS  = "/service/PostForespoerg_1/nemsms"
	PathKombi         = "/service/KombiPostAfsend_1/kombi"
	PathMemos         = "/service/KombiPostAfsend_1/memos" // takes the same body as PathKombi
)

// Entity ids: what a token is asked for (AppliesTo).
const (
	EntityKombiPostAfsend = "http://entityid.kombit.dk/service/kombipostafsend/1"
	EntityPostForespoerg  = "http://entityid.kombit.dk/service/postforespoerg/1"
	EntityBeskedHent      = "http://entityid.kombit.dk/service/bfo_modtag/2"
)

// Headers of every service call. Letter case does not matter in HTTP.
const (
	HeaderTransaktionsID  = "x-TransaktionsId"  // UUID, new for each call
	HeaderTransaktionsTid = "x-TransaktionsTid" // see FormTransaktionsTid
)

// FormTransaktionsTid is the layout of x-TransaktionsTid. Real senders put local
// time before the Z, so it may lie hours in the future: never refuse it.
const FormTransaktionsTid = "2006-01-02T15:04:05Z"

// Media types. XML answers carry the charset: without it real clients guess wrong.
const (
	MediaXML  = "application/xml; charset=UTF-8"
	MediaJSON = "application/json"
	MediaForm = "application/x-www-form-urlencoded"
)
