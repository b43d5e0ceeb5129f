namespace IxpSvnic.Chip.Msf;

/// <summary>The control signals of one SPI-3 burst, and the shadow tag of its bytes.</summary>
public readonly record struct Spi3Burst(bool Start, bool End, bool Error, int Tag);
