from meetings.urls import hall, joint, meetings, motions, records, votes

urlpatterns = [
    *meetings.urlpatterns,
    *joint.urlpatterns,
    *motions.urlpatterns,
    *hall.urlpatterns,
    *votes.urlpatterns,
    *records.urlpatterns,
]
