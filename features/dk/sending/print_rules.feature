# language: da
@DK
Egenskab: Kan brevet printes?
  Den, der er fritaget, får brevet på papir. Bryder dokumentet et krav til papir, afvises brevet, før det bliver
  printet, og kvitteringen siger hvilket krav. Holder det målet, om så kun lige, bliver det printet. Kommunen sender
  her, hvad dens eget eftersyn ville have standset.

  Baggrund:
    Givet at klokken er "2024-03-01 09:00" dansk tid
    Og at Eksempelkøbing Kommune har en tilslutningsaftale
    Og at Anna er fritaget for Digital Post

  @DK-PRINT-05 @FP-001
  Abstrakt Scenario: Filen er en PDF (FP-001)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-001
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-001

    Eksempler:
      | uden for                     | inden for                           |
      | indholdet af en webside      | PDF-hovedet så sent, som det må stå |
      | PDF-hovedet én byte for sent | PDF-hovedet så sent, som det må stå |

  @DK-PRINT-05 @FP-002
  Abstrakt Scenario: Filen fylder højst 10.000.000 byte (FP-002)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-002
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-002

    Eksempler:
      | uden for        | inden for       |
      | 10.000.001 byte | 10.000.000 byte |

  @DK-PRINT-05 @FP-003
  Abstrakt Scenario: Filen kan læses, og dens sider kan findes (FP-003)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-003
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-003

    Eksempler:
      | uden for                              | inden for                       |
      | kun den første halvdel af filen       | objekter i komprimerede strømme |
      | et sidetræ, der henviser til sig selv | et sidetræ i tre niveauer       |

  @DK-PRINT-05 @FP-004
  Abstrakt Scenario: Filen er til at overkomme (FP-004)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-004
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-004

    Eksempler:
      | uden for                 | inden for                |
      | et sidetræ i 65 niveauer | et sidetræ i 64 niveauer |

  @DK-PRINT-05 @FP-005
  Abstrakt Scenario: Der er mindst én side og så mange, som filen siger (FP-005)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-005
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-005

    Eksempler:
      | uden for                           | inden for                         |
      | nul sider                          | to sider og 2 i sidetræets tæller |
      | én side, men 2 i sidetræets tæller | to sider og 2 i sidetræets tæller |

  @DK-PRINT-05 @FP-010
  Abstrakt Scenario: Filen er ikke krypteret, heller ikke uden kode (FP-010)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-010
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-010

    Eksempler:
      | uden for                        | inden for        |
      | kryptering, der åbnes uden kode | ingen kryptering |
      | kryptering, der kræver en kode  | ingen kryptering |

  @DK-PRINT-05 @FP-012
  Abstrakt Scenario: Der er ingen JavaScript (FP-012)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-012
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-012

    Eksempler:
      | uden for                               | inden for                        |
      | JavaScript, der kører, når filen åbnes | en handling, der går til en side |
      | JavaScript på en annotering            | et link til en webside           |

  @DK-PRINT-05 @FP-013
  Abstrakt Scenario: Der er ingen formular, som et læseprogram selv skal tegne (FP-013)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-013
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-013

    Eksempler:
      | uden for                                   | inden for             |
      | en XFA-formular                            | felter, der er tegnet |
      | felter, som et læseprogram selv skal tegne | felter, der er tegnet |

  @DK-PRINT-05 @FP-020
  Abstrakt Scenario: Siden er A4, 2 mm fra eller til (FP-020)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-020
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-020

    Eksempler:
      | uden for                        | inden for                       |
      | en side, der er 2,1 mm for bred | en side, der er 2,0 mm for bred |
      | en side, der er 2,1 mm for lav  | en side, der er 2,0 mm for lav  |

  @DK-PRINT-05 @FP-021
  Abstrakt Scenario: Siden vises stående (FP-021)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-021
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-021

    Eksempler:
      | uden for                         | inden for                             |
      | en liggende side                 | en liggende side, der vises stående   |
      | en side, der er drejet 45 grader | en side på hovedet, der vises stående |

  @DK-PRINT-05 @FP-030
  Abstrakt Scenario: De brugte skrifttyper er i filen (FP-030)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-030
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-030

    Eksempler:
      | uden for                                                   | inden for                                   |
      | en skrifttype, der ikke er i filen                         | en skrifttype, der er i filen               |
      | en skrifttype, der ikke er i filen, i en formular på siden | en skrifttype, der er nævnt, men ikke brugt |

  @DK-PRINT-05 @FP-040
  Abstrakt Scenario: OMR-feltet er frit på alle sider (FP-040)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-040
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-040

    Eksempler:
      | uden for                                       | inden for                                            |
      | tekst, der når ind i OMR-feltet                | tekst, der lige går fri af OMR-feltet                |
      | en firkant, der når ind i OMR-feltet fra neden | en firkant, der lige går fri af OMR-feltet fra neden |
      | en firkant i OMR-feltet på side 2              | hvid maling i OMR-feltet                             |

  @DK-PRINT-05 @FP-041
  Abstrakt Scenario: SDL-feltet er frit på alle sider (FP-041)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-041
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-041

    Eksempler:
      | uden for                                      | inden for                                           |
      | tekst, der når ind i SDL-feltet               | tekst, der lige går fri af SDL-feltet               |
      | en firkant, der når ind i SDL-feltet fra oven | en firkant, der lige går fri af SDL-feltet fra oven |

  @DK-PRINT-05 @FP-042
  Abstrakt Scenario: Udbyderens felter ved ruden er frie på side 1 (FP-042)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-042
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-042

    Eksempler:
      | uden for                                           | inden for                                                |
      | en firkant, der når ind i BARCODE-feltet fra neden | en firkant, der lige går fri af BARCODE-feltet fra neden |
      | en firkant, der når ind i GROUP-feltet fra oven    | en firkant, der lige går fri af GROUP-feltet fra oven    |
      | en firkant, der når ind i SRM-feltet fra neden     | en firkant, der lige går fri af SRM-feltet fra neden     |
      | en firkant, der når ind i ID-feltet fra højre      | en firkant, der lige går fri af ID-feltet fra højre      |

  @DK-PRINT-05 @FP-043
  Abstrakt Scenario: Modtagerfeltet har kun modtageren, eller intet, hvor udbyderen skriver den (FP-043)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-043
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-043

    Eksempler:
      | uden for                                 | inden for                                               |
      | en modtager, hvor udbyderen skriver den  | et tomt modtagerfelt, hvor udbyderen skriver modtageren |
      | en modtager på 1 linje                   | en modtager på 2 linjer                                 |
      | en modtager på 6 linjer                  | en modtager på 5 linjer                                 |
      | en modtagerlinje på 35 tegn              | en modtagerlinje på 34 tegn                             |
      | en modtagerlinje, der går ud over feltet | en modtagerlinje, der ender ved feltets kant            |

  @DK-PRINT-05 @FP-045
  Abstrakt Scenario: Afsenderlinjen bliver i sit felt (FP-045)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-045
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-045

    Eksempler:
      | uden for                                       | inden for                                            |
      | en afsenderlinje, der når ned i ADDRESS-feltet | en afsenderlinje, der lige går fri af ADDRESS-feltet |
      | en afsenderlinje, der når ind i ID-feltet      | en afsenderlinje, der lige går fri af ID-feltet      |

  @DK-PRINT-05 @FP-047
  Abstrakt Scenario: Intet CPR-nummer kan ses i ruden (FP-047)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-047
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-047

    Eksempler:
      | uden for                       | inden for                         |
      | et CPR-nummer i modtagerfeltet | et CPR-nummer under rudens område |
      | et CPR-nummer skrevet i bidder | ti cifre uden en dato forrest     |

  @DK-PRINT-05 @FP-050
  Abstrakt Scenario: Brevet kan være i en kuvert (FP-050)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-050
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-050

    Eksempler:
      | uden for | inden for |
      | 41 ark   | 40 ark    |

  @DK-PRINT-05 @FP-051
  Abstrakt Scenario: Brevet kan være i den kuvert, der er bestilt (FP-051)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-051
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-051

    Eksempler:
      | uden for                  | inden for                 |
      | 9 ark til en lille kuvert | 8 ark til en lille kuvert |

  @DK-PRINT-05 @FP-052
  Abstrakt Scenario: En meddelelse har højst 10 bilag (FP-052)
    Når kommunen sender "Første brev" til Anna med automatisk valg, som en PDF med <uden for>
    Så bliver brevet afvist, for det bryder FP-052
    Når kommunen sender "Andet brev" til Anna med automatisk valg, som en PDF med <inden for>
    Så bliver brevet printet præcis én gang, for det overholder FP-052

    Eksempler:
      | uden for                   | inden for                  |
      | 11 bilag til en meddelelse | 10 bilag til en meddelelse |
