namespace IxpSvnic.Wire.Journal;

/// <summary>A port whose wire was fed from outside.</summary>
/// <param name="Port">Its number.</param>
/// <param name="Name">Where the frames came from, such as an interface.</param>
public readonly record struct JournalPort(int Port, string Name);
