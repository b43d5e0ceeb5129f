namespace IxpSvnic.Chip.Microengines;

/// <summary>What happens when the deferred slots have been executed.</summary>
internal enum TransferKind : byte
{
    None,

    /// <summary>The program counter moves.</summary>
    Branch,

    /// <summary>The context gives up the engine.</summary>
    Swap,
}
