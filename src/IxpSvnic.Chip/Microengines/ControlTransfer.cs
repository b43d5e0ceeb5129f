namespace IxpSvnic.Chip.Microengines;

/// <summary>
/// Execution went on at an address that does not follow the last one: a branch, a context swap, or (from -1) the
/// start.
/// </summary>
public readonly record struct ControlTransfer(int From, int To);
