namespace IxpSvnic.Firmware.Tests.Mutants;

/// <summary>A mistake in one program: the text it replaces, and the firmware test that must notice.</summary>
internal sealed record Mutant(string File, string Original, string Mutated, Action Killer);
