using IxpSvnic.Wire.Frames;

namespace IxpSvnic.Wire.Playback;

/// <summary>What one virtual interface answers to.</summary>
/// <param name="Mac">Its unicast address.</param>
/// <param name="Port">The port it belongs to.</param>
public readonly record struct VifAddress(MacAddress Mac, int Port);
