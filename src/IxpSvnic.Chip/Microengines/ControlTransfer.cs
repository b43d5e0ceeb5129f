namespace IxpSvnic.Chip.Microengines;

/// <summary>Execution went on at an address that does not follow the last one: a branch or a context swap.</summary>
public readonly record struct ControlTransfer(int From, int To);
