/** The samples of the simulated instrument, for people to choose from; the world makes them by these names. */
export const SIMULATED_SAMPLES = [
  {
    id: 'lto-film',
    title: 'Li4Ti5O12 film',
    shows:
      'Grains of 300–500 nm whose facets differ in diffusion coefficient by a decade around 2.47e-11 cm²/s.',
  },
  {
    id: 'lto-film-drawn',
    title: 'Li4Ti5O12 film, cell not known exactly',
    shows:
      'The same film; contact radius (10 %), concentration (1 %) and temperature (1 K) are drawn around their nominal values with the seed.',
  },
  {
    id: 'planar',
    title: 'Columns of Li4Ti5O12',
    shows: 'Ions move straight down beneath the contact: the textbook’s planar diffusion.',
  },
  {
    id: 'thin-layer',
    title: 'Islands of Li4Ti5O12, 8 nm thick',
    shows: 'Slow sweeps empty the whole layer, fast ones do not reach its back.',
  },
  {
    id: 'kinetic',
    title: 'Li4Ti5O12 film, slow electron transfer',
    shows: 'The film with a rate constant of 1e-4 cm/s: lower peaks, further apart at faster rates.',
  },
  {
    id: 'resistive',
    title: 'Li4Ti5O12 film behind 10 GΩ',
    shows: 'The film on a poor current collector: peaks are lowered and shifted by their own current.',
  },
  {
    id: 'stray',
    title: 'Li4Ti5O12 film, 0.1 pF of stray capacitance',
    shows: 'A charging current that grows with the scan rate lies beneath the waves.',
  },
  {
    id: 'two-phase',
    title: 'Film that separates into two phases',
    shows:
      'Inserted ions attract each other (g = 4): the wave becomes a jump that no Randles–Ševčík line describes.',
  },
  {
    id: 'no-redox',
    title: 'Bare current collector',
    shows: 'Capacitance and an ohmic leak, and no couple whose diffusion could be measured.',
  },
  {
    id: 'mosaic',
    title: 'Mosaic of all of these',
    shows: 'Squares of 1.25 µm, each with another effect, side by side.',
  },
  {
    id: 'lto-film-confined',
    title: 'Li4Ti5O12 film, confined beneath the contact',
    shows:
      'Peaks 57, 74 and 136 mV apart at 10, 100 and 500 mV/s: a hysteresis of 53 mV and the lag of a layer that charges through 1.2 Ω cm².',
  },
  {
    id: 'lto-film-micropipette',
    title: 'Li4Ti5O12 film under a pipette of 5 µm',
    shows:
      'The confined film under a contact wide enough to be charged and discharged with a constant current.',
  },
  {
    id: 'lco-film',
    title: 'LiCoO2 film',
    shows:
      'Peaks 155, 426 and 736 mV apart at 10, 100 and 500 mV/s around 3.9 V: a thin layer behind 30 Ω cm².',
  },
  {
    id: 'lfp-composite',
    title: 'LiFePO4 composite in water',
    shows:
      'Secondary particles of 1–4 µm made of 250 nm grains, in acetylene black with patches of PVdF; against Ag/AgCl, wetted radius 50 nm, 80 nm where a droplet has been before. The particle in the middle of the stage gives up 15 pAh, a large one at 77.5, 77.5 µm as much as 200 pA take in an hour.',
  },
  {
    id: 'lfp-composite-far',
    title: 'LiFePO4 composite, far below the probe',
    shows: 'The same composite, about 50 µm below the probe: more than the fine axis goes.',
  },
  {
    id: 'lfp-composite-drying',
    title: 'LiFePO4 composite in dry air',
    shows:
      'The same composite where the pipette feeds its droplet more slowly than it dries: a contact shrinks to a crust of salt within half an hour.',
  },
  {
    id: 'lfp-composite-kcl',
    title: 'LiFePO4 composite under KCl',
    shows:
      'The same composite where the droplet brings no lithium: the particles are charged like a capacitor.',
  },
  {
    id: 'lfp-particle',
    title: 'LiFePO4 particle on gold',
    shows:
      'One secondary particle of 8 µm in the middle of the stage; slow sweeps show a second peak near 3.4 V, of a metastable phase.',
  },
  {
    id: 'lfp-nanoparticles',
    title: 'LiFePO4 nanoparticles on platinum',
    shows: 'Single grains of 100–200 nm apart from each other; about 98 % of a map is below 10 pA at 0.65 V.',
  },
  {
    id: 'hopg-sei',
    title: 'Graphite with steps',
    shows:
      'The electrolyte is reduced to a passivating film, slowly on terraces and fast at step edges, under a droplet of 250 nm radius.',
  },
  {
    id: 'electrolyte',
    title: 'Bath of electrolyte',
    shows:
      'Nothing but the resistance of the pipette of 55 nm, 118 MΩ in 1 M LiClO4 in EC:DEC, and 10 fF through the air.',
  },
  {
    id: 'hopg-immersed',
    title: 'Graphite under electrolyte',
    shows:
      'Terraces 10 nm apart in height for an ion-conductance pipette of 50 nm; edges swell while the sample is below 0.9 V.',
  },
  {
    id: 'hard-carbon',
    title: 'Hard carbon film under electrolyte',
    shows:
      'Flakes on a film of 28 µm and 1 cm² that swells by 1.15 and 0.50 µm in two stages between 0.8 and 0 V against lithium; some come off the first time. Its current, 0.8 C in all, depletes the salt and is felt millimetres away.',
  },
  {
    id: 'calibration',
    title: 'Wells of known concentration',
    shows:
      'LiClO4 in EC:DEC for calibrating an ion-conductance pipette: 0.2, 0.4, 0.6, 0.8 and 1 M in wells of 20 µm side by side along x, the first at x = 0. No sample to be driven.',
  },
  {
    id: 'mediator',
    title: 'Stripes under a mediator',
    shows:
      'For a disc of 1 µm radius, RG 5, in 1 mM of a mediator (7e-10 m²/s): from x = 0 on 33 µm each of glass, of a material with 0.07 cm/s, and of gold. No sample to be driven.',
  },
  {
    id: 'oxide-cathode',
    title: 'Layered oxide that gives off oxygen',
    shows:
      'Against lithium, for a gold disc of 12.5 µm radius, RG 5, in 0.3 mM of ferrocene: a film of 0.1 cm² that gives off a little oxygen from 3 V on and much above 4.2 V, nine times as much at one end of the stage as at the other. The disc reduces it below 2.4 V.',
  },
] as const;

export type SimulatedSample = (typeof SIMULATED_SAMPLES)[number]['id'];
