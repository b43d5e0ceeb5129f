namespace IxpSvnic.Arm.BareMetal;

/// <summary>Why a bare-metal run ended.</summary>
public enum ProgramEnd
{
    /// <summary>The program said so by semihosting; its exit code counts.</summary>
    Exited,

    /// <summary>An exception for which the program has no vector.</summary>
    UnhandledException,

    /// <summary>The same exception again and again without an instruction between.</summary>
    EndlessException,

    /// <summary>Asleep, and nothing can wake it.</summary>
    AsleepForEver,

    /// <summary>The limit of instructions is reached.</summary>
    InstructionLimit,

    /// <summary>The limit of simulated time is reached.</summary>
    TimeLimit,

    /// <summary>The user stopped it.</summary>
    Interrupted,
}
