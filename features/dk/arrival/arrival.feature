# language: da
@DK
Egenskab: Hvornår en meddelelse er kommet frem
  En meddelelse er kommet frem, når den er tilgængelig for modtageren i løsningen. Det er uden betydning, om den bliver læst.

  Baggrund:
    Givet at Eksempelkøbing Kommune har en tilslutningsaftale

  @DK-ARR-01
  Scenarie: En meddelelse er kommet frem, når den er tilgængelig, læst eller ej
    Givet at klokken er "2015-03-20 10:15" dansk tid
    Og at Anna er tilsluttet Digital Post
    Når kommunen sender "Afgørelse fra huslejenævnet" til Anna kun som Digital Post
    Og klokken bliver "2015-08-31 20:00" dansk tid
    Og Anna åbner "Afgørelse fra huslejenævnet"
    Så er "Afgørelse fra huslejenævnet" kommet frem til Anna "2015-03-20 10:15" dansk tid
    Og en frist på "4 uger" fra "Afgørelse fra huslejenævnet" udløber den "2015-04-17"

  @DK-ARR-02
  Scenarie: At modtageren aldrig har logget ind, udskyder intet
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Anna er tilsluttet Digital Post, men aldrig har logget ind
    Når kommunen sender "Partshøring" til Anna kun som Digital Post
    Og klokken bliver "2024-06-01 09:00" dansk tid
    Så er "Partshøring" kommet frem til Anna "2024-03-01 09:00" dansk tid
    Og "Partshøring" er ikke åbnet
    Og en frist på "14 dage" fra "Partshøring" udløber den "2024-03-15"

  @DK-ARR-06
  Scenarie: Modtaget og tilgængelig er to forskellige øjeblikke
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Anna er tilsluttet Digital Post
    Og at løsningen er "5 minutter" om at gøre et brev tilgængeligt
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Så regner kommunen "Afgørelse" for accepteret
    Og der er intet nyt brev i Annas postkasse
    Når klokken bliver "2024-03-01 09:05" dansk tid
    Så er "Afgørelse" kommet frem til Anna "2024-03-01 09:05" dansk tid
    Og hændelsesloggen for "Afgørelse" viser modtaget "2024-03-01 09:00" og tilgængelig "2024-03-01 09:05" dansk tid

  @DK-ARR-07
  Scenarie: En meddelelse, der holdes tilbage til en dato, kommer frem den dato
    Givet at klokken er "2025-09-10 12:00" dansk tid
    Og at Anna er tilsluttet Digital Post
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post, der først må leveres den "2025-09-15"
    Så regner kommunen "Afgørelse" for accepteret
    Når klokken bliver "2025-09-14 23:59:59" dansk tid
    Så er der intet nyt brev i Annas postkasse
    Og Anna er ikke adviseret om "Afgørelse"
    Når klokken bliver "2025-09-15 08:00" dansk tid
    Så er "Afgørelse" kommet frem til Anna "2025-09-15 00:00" dansk tid

  @DK-ARR-11 @DK-NOTIF-01
  Scenarie: En advisering, der slår fejl, udskyder ikke ankomsten
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Anna er tilsluttet Digital Post og vil adviseres på e-mail
    Og at adviseringer ikke kan sendes
    Når kommunen sender "Afgørelse" til Anna kun som Digital Post
    Så er adviseringen af Anna om "Afgørelse" slået fejl
    Og "Afgørelse" er kommet frem til Anna "2024-03-01 09:00" dansk tid
    Og kommunen regner "Afgørelse" for kommet frem

  @DK-ARR-05
  Scenarie: En vedhæftning, der ikke kan åbnes, bliver aldrig tilgængelig
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Anna er tilsluttet Digital Post
    Når kommunen sender "Program" til Anna kun som Digital Post, med bilaget "installer.exe"
    Så får kommunen en negativ kvittering, fordi filtypen ikke er tilladt
    Og "Program" er ikke i Annas postkasse

  @DK-ARR-12
  Abstrakt Scenario: En bebyrdende afgørelse kommer frem som enhver anden
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Anna er tilsluttet Digital Post
    Når kommunen sender "<brev>" til Anna kun som Digital Post, med meddelelsestypen "<type>"
    Så er "<brev>" kommet frem til Anna "2024-03-01 09:00" dansk tid
    Og "<brev>" har den retsvirkning, som loven giver offentlig post

    Eksempler:
      | brev                        | type                    |
      | Bevilling af børnetilskud   | BOERNETILSKUD/SINGLE    |
      | Afslag på børnetilskud      | BOERNETILSKUD/SINGLE    |
      | Krav om tilbagebetaling     | BOLIGSIKRING/SINGLE     |
