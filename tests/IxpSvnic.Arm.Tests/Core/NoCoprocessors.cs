using IxpSvnic.Arm.Coprocessors;

namespace IxpSvnic.Arm.Tests.Core;

/// <summary>CP15 with a scratch register c1 for privileged modes, CP14 with a power mode, CP0 unless forbidden.</summary>
internal sealed class NoCoprocessors : ISystemCoprocessors
{
    private uint _control = 0x12345678;
    private bool _idle;

    public bool AllowsAccumulator { get; set; } = true;

    public bool PerformanceInterrupt => false;

    public CoprocessorOutcome Read(in CoprocessorRegister register, bool privileged, out uint value)
    {
        value = _control;
        return privileged && register is { Number: 15, Crn: 1 } ? CoprocessorOutcome.Done : CoprocessorOutcome.Undefined;
    }

    public CoprocessorOutcome Write(in CoprocessorRegister register, bool privileged, uint value)
    {
        if (!privileged)
        {
            return CoprocessorOutcome.Undefined;
        }

        if (register is { Number: 14, Crn: 7 })
        {
            _idle = (value & 1) != 0;
            return CoprocessorOutcome.Done;
        }

        _control = value;
        return register is { Number: 15, Crn: 1 } ? CoprocessorOutcome.Done : CoprocessorOutcome.Undefined;
    }

    public bool Allows(int number) => number == 0 && AllowsAccumulator;

    public bool TakeIdleRequest()
    {
        bool asked = _idle;
        _idle = false;
        return asked;
    }
}
