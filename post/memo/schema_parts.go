package memo

import (
	"github.com/brevdue/brevdue/post/strictxml"
)

func attentionTable(t simpleTypes) *strictxml.Elements[AttentionData] {
	return strictxml.Sequence(
		strictxml.OptChild(nsMemo.Name("AttentionPerson"), strictxml.Opt, func(a *AttentionData) **AttentionPerson { return &a.AttentionPerson },
			strictxml.Sequence(
				text(nsMemo, "personID", strictxml.Opt, func(p *AttentionPerson) *string { return &p.PersonID }),
				text(nsMemo, "label", strictxml.Opt, func(p *AttentionPerson) *string { return &p.Label }))),
		strictxml.OptChild(nsGrd.Name("ProductionUnit"), strictxml.Opt, func(a *AttentionData) **ProductionUnit { return &a.ProductionUnit },
			productionUnitTable(t)),
		strictxml.OptChild(nsGln.Name("GlobalLocationNumber"), strictxml.Opt, func(a *AttentionData) **GlobalLocationNumber { return &a.GlobalLocationNumber },
			strictxml.Sequence(
				strictxml.Int(nsGln.Name("globalLocationNumber"), t.gln, strictxml.One, func(g *GlobalLocationNumber) *int64 { return &g.Number }),
				text(nsGln, "location", strictxml.Opt, func(g *GlobalLocationNumber) *string { return &g.Location }))),
		strictxml.OptChild(nsMemo.Name("EMail"), strictxml.Opt, func(a *AttentionData) **EMail { return &a.EMail },
			strictxml.Sequence(
				text(nsMemo, "emailAddress", strictxml.One, func(e *EMail) *string { return &e.EmailAddress }),
				text(nsMemo, "relatedAgent", strictxml.Opt, func(e *EMail) *string { return &e.RelatedAgent }))),
		strictxml.OptChild(nsGrd.Name("SEnumber"), strictxml.Opt, func(a *AttentionData) **SEnumber { return &a.SEnumber },
			strictxml.Sequence(
				text(nsGrd, "seNumber", strictxml.One, func(s *SEnumber) *string { return &s.SENumber }),
				text(nsGrd, "companyName", strictxml.Opt, func(s *SEnumber) *string { return &s.CompanyName }))),
		strictxml.OptChild(nsMemo.Name("Telephone"), strictxml.Opt, func(a *AttentionData) **Telephone { return &a.Telephone },
			strictxml.Sequence(
				text(nsMemo, "telephoneNumber", strictxml.One, func(p *Telephone) *string { return &p.TelephoneNumber }),
				text(nsMemo, "relatedAgent", strictxml.Opt, func(p *Telephone) *string { return &p.RelatedAgent }))),
		strictxml.OptChild(nsGrd.Name("EID"), strictxml.Opt, func(a *AttentionData) **EID { return &a.EID },
			strictxml.Sequence(
				text(nsGrd, "eID", strictxml.One, func(e *EID) *string { return &e.EID }),
				text(nsGrd, "label", strictxml.Opt, func(e *EID) *string { return &e.Label }))),
		strictxml.OptChild(nsMemo.Name("ContentResponsible"), strictxml.Opt, func(a *AttentionData) **ContentResponsible { return &a.ContentResponsible },
			strictxml.Sequence(
				text(nsMemo, "contentResponsibleID", strictxml.Opt, func(c *ContentResponsible) *string { return &c.ContentResponsibleID }),
				text(nsMemo, "label", strictxml.Opt, func(c *ContentResponsible) *string { return &c.Label }))),
		strictxml.OptChild(nsMemo.Name("GeneratingSystem"), strictxml.Opt, func(a *AttentionData) **GeneratingSystem { return &a.GeneratingSystem },
			strictxml.Sequence(
				text(nsMemo, "generatingSystemID", strictxml.One, func(g *GeneratingSystem) *string { return &g.GeneratingSystemID }),
				text(nsMemo, "label", strictxml.Opt, func(g *GeneratingSystem) *string { return &g.Label }))),
		strictxml.OptChild(nsSor.Name("SORdata"), strictxml.Opt, func(a *AttentionData) **SORdata { return &a.SORdata },
			strictxml.Sequence(
				text(nsSor, "sorIdentifier", strictxml.One, func(s *SORdata) *string { return &s.SORIdentifier }),
				text(nsSor, "entryName", strictxml.Opt, func(s *SORdata) *string { return &s.EntryName }))),
		strictxml.OptChild(nsGrd.Name("Address"), strictxml.Opt, func(a *AttentionData) **Address { return &a.Address },
			addressTable()),
		strictxml.OptChild(nsGrd.Name("UnstructuredAddress"), strictxml.Opt, func(a *AttentionData) **UnstructuredAddress { return &a.UnstructuredAddress },
			unstructuredTable()),
	)
}

func contentDataTable(t simpleTypes) *strictxml.Elements[ContentData] {
	return strictxml.Sequence(
		strictxml.OptChild(nsGrd.Name("CPRdata"), strictxml.Opt, func(c *ContentData) **CPRdata { return &c.CPRdata },
			strictxml.Sequence(
				text(nsGrd, "cprNumber", strictxml.One, func(d *CPRdata) *string { return &d.CPRNumber }),
				text(nsGrd, "name", strictxml.Opt, func(d *CPRdata) *string { return &d.Name }))),
		strictxml.OptChild(nsGrd.Name("CVRdata"), strictxml.Opt, func(c *ContentData) **CVRdata { return &c.CVRdata },
			strictxml.Sequence(
				text(nsGrd, "cvrNumber", strictxml.One, func(d *CVRdata) *string { return &d.CVRNumber }),
				text(nsGrd, "companyName", strictxml.Opt, func(d *CVRdata) *string { return &d.CompanyName }))),
		strictxml.OptChild(nsDmv.Name("MotorVehicle"), strictxml.Opt, func(c *ContentData) **MotorVehicle { return &c.MotorVehicle },
			strictxml.Sequence(
				strictxml.Text(nsDmv.Name("licenseNumber"), t.license, strictxml.One, func(m *MotorVehicle) *string { return &m.LicenseNumber }),
				text(nsDmv, "chassisNumber", strictxml.Opt, func(m *MotorVehicle) *string { return &m.ChassisNumber }))),
		strictxml.OptChild(nsGrd.Name("PropertyNumber"), strictxml.Opt, func(c *ContentData) **PropertyNumber { return &c.PropertyNumber },
			strictxml.Sequence(
				text(nsGrd, "propertyNumber", strictxml.One, func(p *PropertyNumber) *string { return &p.PropertyNumber }))),
		strictxml.OptChild(nsMemo.Name("CaseID"), strictxml.Opt, func(c *ContentData) **CaseID { return &c.CaseID },
			strictxml.Sequence(
				text(nsMemo, "caseID", strictxml.One, func(i *CaseID) *string { return &i.CaseID }),
				text(nsMemo, "caseSystem", strictxml.One, func(i *CaseID) *string { return &i.CaseSystem }))),
		strictxml.OptChild(nsKle.Name("KLEdata"), strictxml.Opt, func(c *ContentData) **KLEdata { return &c.KLEdata },
			strictxml.Sequence(
				text(nsKle, "subjectKey", strictxml.One, func(k *KLEdata) *string { return &k.SubjectKey }),
				text(nsKle, "version", strictxml.One, func(k *KLEdata) *string { return &k.Version }),
				text(nsKle, "activityFacet", strictxml.Opt, func(k *KLEdata) *string { return &k.ActivityFacet }),
				text(nsKle, "label", strictxml.One, func(k *KLEdata) *string { return &k.Label }))),
		strictxml.OptChild(nsForm.Name("FORMdata"), strictxml.Opt, func(c *ContentData) **FORMdata { return &c.FORMdata },
			strictxml.Sequence(
				text(nsForm, "taskKey", strictxml.One, func(f *FORMdata) *string { return &f.TaskKey }),
				text(nsForm, "version", strictxml.One, func(f *FORMdata) *string { return &f.Version }),
				text(nsForm, "activityFacet", strictxml.Opt, func(f *FORMdata) *string { return &f.ActivityFacet }),
				text(nsForm, "label", strictxml.One, func(f *FORMdata) *string { return &f.Label }))),
		strictxml.OptChild(nsGrd.Name("ProductionUnit"), strictxml.Opt, func(c *ContentData) **ProductionUnit { return &c.ProductionUnit },
			productionUnitTable(t)),
		strictxml.OptChild(nsUdd.Name("Education"), strictxml.Opt, func(c *ContentData) **Education { return &c.Education },
			strictxml.Sequence(
				text(nsUdd, "educationCode", strictxml.One, func(e *Education) *string { return &e.EducationCode }),
				text(nsUdd, "educationName", strictxml.Opt, func(e *Education) *string { return &e.EducationName }))),
		strictxml.OptChild(nsGrd.Name("Address"), strictxml.Opt, func(c *ContentData) **Address { return &c.Address },
			addressTable()),
		strictxml.OptChild(nsGrd.Name("UnstructuredAddress"), strictxml.Opt, func(c *ContentData) **UnstructuredAddress { return &c.UnstructuredAddress },
			unstructuredTable()),
		strictxml.List(nsMemo.Name("AdditionalContentData"), strictxml.Occurs{Max: 10}, func(c *ContentData) *[]AdditionalContentData { return &c.AdditionalContentData },
			strictxml.Sequence(
				text(nsMemo, "contentDataType", strictxml.Opt, func(d *AdditionalContentData) *string { return &d.Type }),
				text(nsMemo, "contentDataName", strictxml.One, func(d *AdditionalContentData) *string { return &d.Name }),
				text(nsMemo, "contentDataValue", strictxml.One, func(d *AdditionalContentData) *string { return &d.Value }))),
	)
}

func productionUnitTable(t simpleTypes) *strictxml.Elements[ProductionUnit] {
	return strictxml.Sequence(
		strictxml.Int(nsGrd.Name("productionUnitNumber"), t.pnumber, strictxml.One, func(p *ProductionUnit) *int64 { return &p.Number }),
		text(nsGrd, "productionUnitName", strictxml.Opt, func(p *ProductionUnit) *string { return &p.Name }),
	)
}

func addressTable() *strictxml.Elements[Address] {
	return strictxml.Sequence(
		text(nsGrd, "id", strictxml.Opt, func(a *Address) *string { return &a.ID }),
		text(nsGrd, "addressLabel", strictxml.Opt, func(a *Address) *string { return &a.AddressLabel }),
		text(nsGrd, "houseNumber", strictxml.Opt, func(a *Address) *string { return &a.HouseNumber }),
		text(nsGrd, "door", strictxml.Opt, func(a *Address) *string { return &a.Door }),
		text(nsGrd, "floor", strictxml.Opt, func(a *Address) *string { return &a.Floor }),
		text(nsGrd, "co", strictxml.Opt, func(a *Address) *string { return &a.Co }),
		text(nsGrd, "zipCode", strictxml.Opt, func(a *Address) *string { return &a.ZipCode }),
		text(nsGrd, "city", strictxml.Opt, func(a *Address) *string { return &a.City }),
		text(nsGrd, "country", strictxml.Opt, func(a *Address) *string { return &a.Country }),
		strictxml.OptChild(nsGrd.Name("AddressPoint"), strictxml.Opt, func(a *Address) **AddressPoint { return &a.AddressPoint },
			strictxml.Sequence(
				text(nsGrd, "geographicEastingMeasure", strictxml.Opt, func(p *AddressPoint) *string { return &p.EastingMeasure }),
				text(nsGrd, "geographicNorthingMeasure", strictxml.Opt, func(p *AddressPoint) *string { return &p.NorthingMeasure }),
				text(nsGrd, "geographicHeightMeasure", strictxml.Opt, func(p *AddressPoint) *string { return &p.HeightMeasure }))),
	)
}

func unstructuredTable() *strictxml.Elements[UnstructuredAddress] {
	return strictxml.Sequence(
		text(nsGrd, "unstructured", strictxml.One, func(u *UnstructuredAddress) *string { return &u.Unstructured }),
	)
}
