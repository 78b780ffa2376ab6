/** Contract of the stepping voltammetry solver; see below for the model. */
export interface ElectrodeModel {
  /** K. */
  readonly temperature: number;
  /** Exchanged species in the solid, mol/m³. */
  readonly concentration: number;
  /** Contact area, m². */
  readonly area: number;
  /** m²/s. */
  readonly diffusion: number;
  /** Radius of the contact disc, m; Infinity for planar diffusion. */
  readonly discRadius: number;
  /** Thickness of the solid with a no-flux back wall, m; Infinity for semi-infinite. */
  readonly thickness: number;
  /** Half-wave (formal) potential, V. */
  readonly halfWave: number;
  /** m/s; Infinity for a reversible (Nernstian) couple. */
  readonly rateConstant: number;
  readonly transfer: number;
  /** Uncompensated resistance, Ω. */
  readonly resistance: number;
  /** Double layer of the contact, F. */
  readonly capacitance: number;
}
