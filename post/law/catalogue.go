package law

// catalogue is every family in the order in which reports show them. Like all
// tables of this package it is never written to.
var catalogue = [...][]Rule{
	dkCov, dkCvr, dkExempt, dkArr, dkOut, dkSend, dkSign, dkRec, dkPrint,
	dkNotif, dkSms, dkDel, dkJour, dkGdpr, dkPriv, timeModel,
}

// Sources that several families cite; the paragraph goes between the two parts.
const (
	act    = "Lov om Digital Post fra offentlige afsendere "
	actEnd = " (LBK 686 af 15/04/2021)"

	order    = "Bekendtgørelse om fritagelse for Digital Post "
	orderEnd = " (BEK 1553 af 18/12/2013)"

	billRemarks    = "Bemærkninger til lovforslag L 3 (2021-22) om Digital Post"
	act1Remarks    = "Bemærkninger til lov om Digital Post § 1 (lovguiden.dk)"
	firmNotes      = "Advokatnotater om lov om Digital Post (Plesner 2012, mwblaw 2013)"
	agencyPages    = "Digitaliseringsstyrelsen (digst.dk): vejledning om Digital Post"
	agencyLetter   = "Digitaliseringsstyrelsens brev af 27/04/2023 om fejloprettede postkasser"
	appealsBoard   = "Ankestyrelsen: klagefrister, hændelseslog og forsendelseslog (bl.a. 26-16)"
	appeals3823    = "Ankestyrelsens principmeddelelse 38-23"
	highCourt      = "Vestre Landsret om huslejenævnsafgørelse (omtalt 2016)"
	municipalPages = "Kommunernes vejledning til borgere om Digital Post"
	businessHelp   = "virk.dk: hjælp til Digital Post for virksomheder"
	companyGuide   = "Erhvervsstyrelsens vejledning til kommunerne om fritagelse af virksomheder, version 2 (oktober 2013)"
	seedSlides     = "KL og Digitaliseringsstyrelsen: oplæg om Digital Post og fritagelse (2013-14)"
	seedWinf       = "Brugervejledning til e-Boks-modulet i et kommunalt fagsystem"
	sf1601         = "Den Fælleskommunale Serviceplatform: SF1601 Postkomponent"
	sf1601Clients  = "Offentlig kildekode til afsendere over SF1601"
	deathArticle   = "jens.bruntt.dk: artikel om Digital Post ved dødsfald"
	deadlineGuide  = "Justitsministeriets vejledning 9533 af 26/06/2018 om beregning af klagefrister"
	limitationAct  = "Forældelsesloven § 27"
	inference      = "Egen slutning; ingen kilde set"
	houseDesign    = "Brevdues egen konstruktion"
)
