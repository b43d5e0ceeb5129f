namespace IxpSvnic.Sim.Parameters;

/// <summary>An unknown parameter or a value it does not take.</summary>
public sealed class ParameterException(string message) : Exception(message);
