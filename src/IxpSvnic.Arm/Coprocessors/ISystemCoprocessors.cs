namespace IxpSvnic.Arm.Coprocessors;

/// <summary>CP14 and CP15, and the right to use CP0, as the interpreter reaches them. Effects are complete on return.</summary>
public interface ISystemCoprocessors
{
    /// <summary>MRC.</summary>
    CoprocessorOutcome Read(in CoprocessorRegister register, bool privileged, out uint value);

    /// <summary>MCR.</summary>
    CoprocessorOutcome Write(in CoprocessorRegister register, bool privileged, uint value);

    /// <summary>CPAR allows this coprocessor (0 to 13).</summary>
    bool Allows(int number);

    /// <summary>CP14 power mode asks for idle: the core sleeps after this instruction until an interrupt line rises. Cleared by the reader.</summary>
    bool TakeIdleRequest();

    /// <summary>The performance counters' interrupt line.</summary>
    bool PerformanceInterrupt { get; }
}
