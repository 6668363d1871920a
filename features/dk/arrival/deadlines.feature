# language: da
@DK
Egenskab: Hvornår en frist udløber
  Fristen løber fra den dag, brevet er kommet frem. Ankomstdagen tælles ikke med.
  Kun udløbet flyttes, når det falder på en dag, der ikke er hverdag.

  Baggrund:
    Givet at Eksempelkøbing Kommune har en tilslutningsaftale

  @TIME-03 @TIME-04
  Scenarie: Fire uger fra en fredag udløber en fredag
    Givet at klokken er "2015-03-20 12:00" dansk tid
    Og at Anna er tilsluttet Digital Post
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Så er "Afgørelse" kommet frem til Anna "2015-03-20 12:00" dansk tid
    Og en frist på "4 uger" fra "Afgørelse" udløber den "2015-04-17"
    Og en frist på "10 dage" fra "Afgørelse" udløber den "2015-03-30"

  @TIME-05 @TIME-08
  Abstrakt Scenario: En frist, der udløber på en dag, som ikke er hverdag, flyttes til næste hverdag
    Givet at klokken er "<tilgængelig> 12:00" dansk tid
    Og at indstillingen "dk.nonDays" er sat til "<fridage>"
    Og at Anna er tilsluttet Digital Post
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Så en frist på "<frist>" fra "Afgørelse" udløber den "<udløb>"

    Eksempler:
      | tilgængelig | frist   | fridage                                      | udløb      |
      | 2015-03-20  | 4 uger  | grundlovsdag,24dec,31dec,fridayAfterAscension | 2015-04-17 |
      | 2019-11-26  | 4 uger  | grundlovsdag,24dec,31dec,fridayAfterAscension | 2019-12-27 |
      | 2019-11-27  | 4 uger  | grundlovsdag,24dec,31dec,fridayAfterAscension | 2019-12-27 |
      | 2019-05-03  | 4 uger  | grundlovsdag,24dec,31dec,fridayAfterAscension | 2019-06-03 |
      | 2019-05-03  | 4 uger  | grundlovsdag,24dec,31dec                      | 2019-05-31 |
      | 2024-05-08  | 4 uger  | grundlovsdag,24dec,31dec,fridayAfterAscension | 2024-06-06 |
      | 2023-04-07  | 4 uger  | grundlovsdag,24dec,31dec,fridayAfterAscension | 2023-05-08 |
      | 2024-03-29  | 4 uger  | grundlovsdag,24dec,31dec,fridayAfterAscension | 2024-04-26 |
      | 2019-06-08  | 4 uger  | grundlovsdag,24dec,31dec,fridayAfterAscension | 2019-07-08 |

  @TIME-02
  Scenarie: En frist, der begynder en lørdag, flyttes ikke i begyndelsen
    Givet at klokken er "2019-06-08 03:30" dansk tid
    Og at Anna er tilsluttet Digital Post
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Så er "Afgørelse" kommet frem til Anna "2019-06-08 03:30" dansk tid
    Og en frist på "5 dage" fra "Afgørelse" udløber den "2019-06-13"

  @TIME-04
  Scenarie: En måned fra den 31. udløber på månedens sidste dag i februar
    Givet at klokken er "2019-01-31 09:00" dansk tid
    Og at Anna er tilsluttet Digital Post
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Så en frist på "1 måned" fra "Afgørelse" udløber den "2019-02-28"

  @TIME-01 @TIME-06 @TIME-07
  Abstrakt Scenario: Ankomstdagen er den danske dato, også omkring midnat og i sommertid
    Givet at klokken er "<tilgængelig>" i UTC
    Og at Anna er tilsluttet Digital Post
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Så er ankomstdagen for "Afgørelse" den "<dag>"
    Og en frist på "14 dage" fra "Afgørelse" udløber den "<udløb>"
    Og et svar på "Afgørelse" inden "14 dage", der er tilgængeligt "<i tide>" i UTC, er rettidigt
    Og et svar på "Afgørelse" inden "14 dage", der er tilgængeligt "<for sent>" i UTC, er for sent

    Eksempler:
      | tilgængelig         | dag        | udløb      | i tide              | for sent            |
      | 2019-06-10 22:30:00 | 2019-06-11 | 2019-06-25 | 2019-06-25 21:59:59 | 2019-06-25 22:00:00 |
      | 2024-01-01 22:59:59 | 2024-01-01 | 2024-01-15 | 2024-01-15 22:59:59 | 2024-01-15 23:00:00 |
      | 2024-07-01 21:59:59 | 2024-07-01 | 2024-07-15 | 2024-07-15 21:59:59 | 2024-07-15 22:00:00 |

  @DK-ARR-08
  Abstrakt Scenario: Klageinstanserne formoder forskelligt, hvornår brevet er kommet frem
    Givet at klokken er "<sendt> 12:00" dansk tid
    Og at indstillingen "dk.arrival.presumption" er sat til "<profil>"
    Og at Anna er tilsluttet Digital Post
    Og at udbyderens kvitteringer går tabt
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Så formodes "Afgørelse" at være kommet frem den "<formodet>"

    Eksempler:
      | sendt      | profil           | formodet   |
      | 2024-03-07 | same-day         | 2024-03-07 |
      | 2024-03-08 | same-day         | 2024-03-08 |
      | 2024-03-07 | aes-next-workday | 2024-03-08 |
      | 2024-03-08 | aes-next-workday | 2024-03-11 |

  @DK-ARR-08
  Scenarie: Udbyderens log går forud for formodningen
    Givet at klokken er "2024-03-08 23:58" dansk tid
    Og at indstillingen "dk.arrival.presumption" er sat til "same-day"
    Og at Anna er tilsluttet Digital Post
    Og at løsningen er "5 minutter" om at gøre et brev tilgængeligt
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Og klokken bliver "2024-03-09 00:10" dansk tid
    Så er "Afgørelse" kommet frem til Anna "2024-03-09 00:03" dansk tid
    Og ankomstdagen for "Afgørelse" er den "2024-03-09"

  @DK-ARR-13
  Scenarie: Udbyderen afviser aldrig en meddelelse, fordi den kommer for sent
    Givet at klokken er "2024-03-08 09:00" dansk tid
    Og at Anna er tilsluttet Digital Post
    Når kommunen sender "Påmindelse" til Anna kun som Digital Post, der skulle være besvaret "2024-03-01 12:00" dansk tid
    Så er "Påmindelse" kommet frem til Anna "2024-03-08 09:00" dansk tid
