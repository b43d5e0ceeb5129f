namespace IxpSvnic.Host.Vm;

/// <summary>Who takes a driver's window away from it.</summary>
public interface IDriverOwner
{
    /// <summary>A closing driver has written its last word.</summary>
    void OnDriverClosed(int vif);
}
