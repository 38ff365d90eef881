import { setWaiting } from './app/_components/waiting'
import { patientFetch } from './app/patient-fetch'

window.fetch = patientFetch(window.fetch.bind(window), setWaiting)
