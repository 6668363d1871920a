# language: da
@DK
Egenskab: Hvilke personer der er tilsluttet Digital Post
  Den, der er fyldt femten år og bor i Danmark, er tilsluttet, medmindre hun er fritaget.
  Tilslutningen følger CPR-nummeret og ikke adressen.

  Baggrund:
    Givet at Eksempelkøbing Kommune har en tilslutningsaftale

  @DK-COV-01
  Abstrakt Scenario: En person er tilsluttet fra den dag, hun fylder femten
    Givet at klokken er "<klokken>" dansk tid
    Og at Anna er født den "2009-06-22" og bor i Danmark
    Når kommunen sender "Indkaldelse til samtale" til Anna kun som Digital Post
    Så <udfald>

    Eksempler:
      | klokken             | udfald                                                                           |
      | 2024-06-21 23:59:59 | får kommunen en negativ kvittering, fordi modtageren er under femten år          |
      | 2024-06-22 00:00:00 | er "Indkaldelse til samtale" kommet frem til Anna "2024-06-22 00:00:00" dansk tid |

  @DK-COV-08 @DK-SEND-04
  Scenarie: En fjortenårig kan ikke nås, og afsenderen får grunden at vide
    Givet at klokken er "2024-06-21 10:00" dansk tid
    Og at Anna er født den "2009-06-22" og bor i Danmark
    Og at Mette er Annas mor og er tilsluttet Digital Post
    Når kommunen sender "Plads på efterskole" til Anna kun som Digital Post
    Så får kommunen en negativ kvittering, fordi modtageren er under femten år
    Og der er intet nyt brev i Annas postkasse
    Og der er intet nyt brev i Mettes postkasse
    Når klokken bliver "2024-06-22 10:00" dansk tid
    Og kommunen sender "Plads på efterskole, igen" til Anna kun som Digital Post
    Så er "Plads på efterskole, igen" kommet frem til Anna "2024-06-22 10:00" dansk tid
    Og der er intet nyt brev i Mettes postkasse

  @DK-COV-01
  Abstrakt Scenario: Den, der er født den 29. februar, fylder femten efter den valgte regel
    Givet at klokken er "<klokken>" dansk tid
    Og at indstillingen "leapling" er sat til "<regel>"
    Og at Vilfred er født den "2008-02-29" og bor i Danmark
    Når kommunen sender "Lektiehjælp" til Vilfred kun som Digital Post
    Så <udfald>

    Eksempler:
      | klokken          | regel | udfald                                                                   |
      | 2023-02-28 12:00 | 1mar  | får kommunen en negativ kvittering, fordi modtageren er under femten år  |
      | 2023-03-01 12:00 | 1mar  | er "Lektiehjælp" kommet frem til Vilfred "2023-03-01 12:00" dansk tid    |
      | 2023-02-27 12:00 | 28feb | får kommunen en negativ kvittering, fordi modtageren er under femten år  |
      | 2023-02-28 12:00 | 28feb | er "Lektiehjælp" kommet frem til Vilfred "2023-02-28 12:00" dansk tid    |

  @DK-COV-05
  Abstrakt Scenario: Den 1. november 2014 blev alle tilsluttet, som hverken var tilmeldt eller fritaget
    Givet at klokken er "<klokken>" dansk tid
    Og at Karen bor i Danmark og <forhold>
    Når kommunen sender "Årsopgørelse for daginstitution" til Karen kun som Digital Post
    Så <udfald>

    Eksempler:
      | klokken             | forhold                              | udfald                                                                                      |
      | 2014-10-31 23:59:59 | har tilmeldt sig frivilligt          | er "Årsopgørelse for daginstitution" kommet frem til Karen "2014-10-31 23:59:59" dansk tid  |
      | 2014-10-31 23:59:59 | er fritaget                          | får kommunen en negativ kvittering, fordi modtageren er fritaget                            |
      | 2014-10-31 23:59:59 | hverken har tilmeldt sig eller er fritaget | får kommunen en negativ kvittering, fordi modtageren ikke er tilsluttet                |
      | 2014-11-01 00:00:00 | har tilmeldt sig frivilligt          | er "Årsopgørelse for daginstitution" kommet frem til Karen "2014-11-01 00:00:00" dansk tid  |
      | 2014-11-01 00:00:00 | er fritaget                          | får kommunen en negativ kvittering, fordi modtageren er fritaget                            |
      | 2014-11-01 00:00:00 | hverken har tilmeldt sig eller er fritaget | er "Årsopgørelse for daginstitution" kommet frem til Karen "2014-11-01 00:00:00" dansk tid |

  @DK-COV-03
  Scenarie: Den, der flytter til udlandet, forbliver tilsluttet, indtil hun beder om fritagelse
    Givet at klokken er "2024-04-02 09:00" dansk tid
    Og at Birthe er tilsluttet Digital Post
    Og at Birthe flytter til udlandet
    Når kommunen sender "Slutopgørelse" til Birthe kun som Digital Post
    Så er "Slutopgørelse" kommet frem til Birthe "2024-04-02 09:00" dansk tid
    Når klokken bliver "2024-04-03 09:00" dansk tid
    Og Birthe bliver fritaget for Digital Post med grunden "udrejst"
    Og kommunen sender "Rykker" til Birthe kun som Digital Post
    Så får kommunen en negativ kvittering, fordi modtageren er fritaget
    Og "Rykker" er ikke i Birthes postkasse

  @DK-COV-01 @DK-SEND-04
  Scenarie: En person uden CPR-nummer kendes ikke af registret
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Igor ikke har noget CPR-nummer
    Når kommunen sender "Velkomstbrev" til Igor kun som Digital Post
    Så får kommunen en negativ kvittering, fordi modtageren er ukendt
    Og der er ikke printet noget til Igor
